import OTLP
import TestSupport
import Testing

@Suite("Command line")
struct CommandTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> (
        code: Int32, text: String
    ) {
        let program = try await Program.start(
            "collector", arguments: arguments, environment: environment, listening: 0)
        let code = await program.waitForExit()
        return (code, program.output.joined(separator: "\n"))
    }

    private func serve() async throws -> Program {
        try await Program.start(
            "collector",
            arguments: ["serve", "--otlp-http", "127.0.0.1:0", "--query", "127.0.0.1:0", "--data", directory.path],
            listening: 2)
    }

    @Test("services, traces and a trace are read from a running collector, and from its directory")
    func queries() async throws {
        let program = try await serve()
        let id = TraceID.random()
        let body = request(trace: id, start: nowUnixNano()).protobuf()
        #expect(try await post(body, to: "http://" + (program.address("otlp-http") ?? "")).status == 200)
        let remote = ["--url", "http://" + (program.address("query") ?? "")]
        #expect(try await run(["health"] + remote).code == 0)
        for place in [remote, ["--data", directory.path]] {
            #expect(try await run(["services"] + place).text == "shop")
            #expect(try await run(["services", "shop"] + place).text.contains("server  GET /cart"))
            let traces = try await run(
                ["traces", "--service", "shop", "--tag", "http.response.status_code=200"] + place)
            #expect(traces.text.contains(id.description))
            #expect(try await run(["traces", "--service", "nobody"] + place).text == "no trace matches")
            let conditions = [
                "--kind", "server", "--where", "span.http.response.status_code >= 200 && duration >= 5ms", "--where",
                "resource.service.name=~s.*p",
            ]
            #expect(try await run(["traces"] + conditions + place).text.contains(id.description))
            #expect(try await run(["traces", "--status", "ok"] + conditions + place).text == "no trace matches")
            let trace = try await run(["trace", id.description] + place)
            #expect(trace.code == 0)
            #expect(trace.text.contains("2 spans · 1 service · 5.00ms"))
            #expect(trace.text.contains("└─ shop  SELECT"))
            let unknown = try await run(["trace", "ff"] + place)
            #expect(unknown.code == 1)
            #expect(unknown.text.contains("the trace 000000000000000000000000000000ff is unknown"))
        }
        program.terminate()
        #expect(await program.waitForExit() == 0)
        #expect(try await run(["trace", id.description, "--data", directory.path]).code == 0)
    }

    @Test("settings come from the environment where there is no flag")
    func environment() async throws {
        let program = try await Program.start(
            "collector",
            environment: [
                "COLLECTOR_DATA": directory.path, "COLLECTOR_OTLP_HTTP_ADDR": "127.0.0.1:0",
                "COLLECTOR_QUERY_ADDR": "127.0.0.1:0",
            ], listening: 2)
        let health = try await run(["health"], environment: ["COLLECTOR_QUERY_ADDR": program.address("query") ?? ""])
        #expect(health.code == 0)
        program.send(signal: 2)
        #expect(await program.waitForExit() == 0)
    }

    @Test(
        "a wrong flag is one clear sentence and exit code 64",
        arguments: [
            (["serve", "--query", "abc"], "--query: “abc” is not an address"),
            (["serve", "--otlp-http", "127.0.0.1:99999"], "--otlp-http: “127.0.0.1:99999” is not an address"),
            (["serve", "--export-otlp-http", "jaeger:4318"], "--export-otlp-http: “jaeger:4318” is not"),
            (["serve", "--config", "/nowhere.yaml"], "cannot read /nowhere.yaml"),
            (["serve", "--nonsense"], "nonsense"), (["trace", "xyz"], "“xyz” is not a trace id"),
            (["traces", "--since", "yesterday"], "“yesterday”"), (["traces", "--tag", "novalue"], "novalue"),
            (["traces", "--limit", "0"], "limit"), (["services", "--url", "x"], "--url"),
            (["traces", "--where", "span.a =~ ["], "at character 11 of “span.a =~ [”"),
            (["traces", "--status", "500"], "--status takes unset, ok or error, not “500”"),
            (["serve", "--retention-age", "week"], "--retention-age takes a duration such as"),
            (["serve", "--retention-size", "0"], "--retention-size takes a size such as 16MiB, not “0”"),
            (["services", "--url", "http://x", "--data", "y"], "--url and --data"),
        ] as [([String], String)])
    func wrongFlags(arguments: [String], mentions: String) async throws {
        let result = try await run(arguments)
        #expect(result.code == 64)
        #expect(result.text.contains(mentions))
    }

    @Test("a port in use, a directory in use and one that cannot be written are named")
    func cannotServe() async throws {
        let program = try await serve()
        let address = program.address("query") ?? ""
        let other = try TemporaryDirectory()
        let busy = try await run(["serve", "--otlp-http", "127.0.0.1:0", "--query", address, "--data", other.path])
        #expect(busy.code == 1)
        #expect(busy.text.contains("cannot listen on \(address) for query: Address already in use"))
        let locked = try await run([
            "serve", "--otlp-http", "127.0.0.1:0", "--query", "127.0.0.1:0", "--data", directory.path,
        ])
        #expect(locked.code == 1)
        #expect(locked.text.contains("cannot use the data directory \(directory.path)"))
        let unwritable = try await run([
            "serve", "--otlp-http", "127.0.0.1:0", "--query", "127.0.0.1:0", "--data", "/proc/none",
        ])
        #expect(unwritable.code == 1)
        #expect(unwritable.text.contains("cannot use the data directory /proc/none"))
        program.kill()
    }

    @Test("health of a collector that does not run is exit code 1")
    func unhealthy() async throws {
        let port = try ReservedPort()
        let result = try await run(["health", "--url", port.url])
        #expect(result.code == 1)
        #expect(result.text.contains("no collector answers at \(port.url)"))
    }
}
