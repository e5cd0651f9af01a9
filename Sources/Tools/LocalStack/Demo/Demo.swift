import AsyncHTTPClient

/// A walk through the backend: registers, logs in, creates and reads an entity, and finds the trace of the last request.
public struct Demo: Sendable {
    private let gateway: String
    private let collector: String
    private let print: @Sendable (String) -> Void

    private struct Session: Decodable {
        let token: String
    }

    private struct Entity: Decodable {
        let id: String
    }

    /// A demo with the stack of these settings; `print` gets what it has to say.
    public init(settings: StackSettings, print: @escaping @Sendable (String) -> Void) {
        self.gateway = "http://\(settings[.gateway].reachable)"
        self.collector = "http://\(settings[.query].reachable)"
        self.print = print
    }

    /// Does the walk and returns the id of a trace that is complete in the collector.
    public func run() async throws(LocalStackError) -> String {
        let client = DemoClient(gateway: gateway, print: print)
        let email = "demo-\(String(UInt32.random(in: .min ... .max), radix: 36))@example.com"
        let password = "correct horse battery staple"
        print("Register a user, who is logged in with it:")
        _ = try await client.send(
            "POST", "/auth/register", json: #"{"email":"\#(email)","password":"\#(password)","name":"Demo"}"#,
            expecting: 201)
        print("Log in:")
        let login = try await client.send(
            "POST", "/auth/login", json: #"{"email":"\#(email)","password":"\#(password)"}"#, expecting: 200)
        let token = try login.decode(Session.self).token
        print("Create an entity:")
        let creation = try await client.send(
            "POST", "/entities", json: #"{"name":"First stone","description":"Marks the trail"}"#, token: token,
            expecting: 201)
        let id = try creation.decode(Entity.self).id
        print("Read it:")
        let reading = try await client.send("GET", "/entities/\(id)", token: token, expecting: 200)
        guard let trace = Self.traceID(in: reading.header("traceresponse")) else {
            throw LocalStackError(
                code: .commandFailed, message: "The gateway's answer names no trace; is OTEL_SDK_DISABLED set?")
        }
        print("  traceresponse: \(reading.header("traceresponse") ?? "")\n")
        try await waitForTrace(trace)
        return trace
    }

    /// The trace id of a `traceresponse` header, which is written as a `traceparent` is (W3C Trace Context).
    static func traceID(in header: String?) -> String? {
        let fields = (header ?? "").split(separator: "-")
        guard fields.count == 4, fields[1].count == 32, fields[1].allSatisfy(\.isHexDigit) else { return nil }
        return String(fields[1])
    }

    /// Spans reach the collector in batches, a few seconds after the answer.
    private func waitForTrace(_ id: String) async throws(LocalStackError) {
        let deadline = ContinuousClock.now + .seconds(30)
        var missing = ["every span"]
        while ContinuousClock.now < deadline {
            let answer = try await DemoClient.execute(
                HTTPClientRequest(url: "\(collector)/api/traces/\(id)"), what: "The collector at \(collector)")
            if answer.status == 200, let trace = try answer.decode(JaegerTrace.Response.self).data?.first {
                missing = trace.missing
                if missing.isEmpty { return }
            }
            try? await Task.sleep(for: .milliseconds(200))
        }
        throw LocalStackError(
            code: .notReady,
            message: "Trace \(id) is not complete in the collector: it lacks \(missing.joined(separator: ", ")).")
    }
}
