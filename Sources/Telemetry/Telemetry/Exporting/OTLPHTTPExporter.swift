import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOSSL
import OTLP

/// Sends spans by OTLP/HTTP in protobuf. What goes wrong is told by the result and never thrown.
///
/// It has a client of its own, which makes no spans: the exporter would trace itself otherwise.
package actor OTLPHTTPExporter: SpanExporter {
    private let configuration: OTLPConfiguration
    private let exportTimeout: Duration
    private let retryPolicy: RetryPolicy
    private let clock: any SpanClock
    private let encoder: SpanEncoder
    private let headers: HTTPHeaders
    private var client: HTTPClient?

    init(
        configuration: OTLPConfiguration, exportTimeout: Duration, resource: Resource, scope: InstrumentationScope,
        retryPolicy: RetryPolicy = RetryPolicy(), clock: any SpanClock = SystemSpanClock()
    ) {
        self.configuration = configuration
        self.exportTimeout = exportTimeout
        self.retryPolicy = retryPolicy
        self.clock = clock
        encoder = SpanEncoder(resource: resource, scope: scope)
        var headers = HTTPHeaders(configuration.headers.map { ($0.key, $0.value) })
        headers.replaceOrAdd(name: "content-type", value: "application/x-protobuf")
        headers.replaceOrAdd(name: "user-agent", value: "\(TelemetrySDK.name)-otlp/\(TelemetrySDK.version)")
        if configuration.isCompressed { headers.replaceOrAdd(name: "content-encoding", value: "gzip") }
        self.headers = headers
    }

    package func export(_ spans: [TelemetryTracer.Span]) async -> ExportResult {
        let message = encoder.encode(spans)
        let body = ByteBuffer(bytes: configuration.isCompressed ? Gzip.compress(message) : message)
        let deadline = ContinuousClock.now + exportTimeout
        var attempt = 1
        while true {
            let outcome = await send(body, within: min(configuration.timeout, deadline - .now))
            switch outcome {
            case .done(let result): return result
            case .retry(let error, let retryAfter):
                let delay = retryPolicy.delay(
                    attempt: attempt, retryAfter: retryAfter, remaining: deadline - .now,
                    random: .random(in: 0...1))
                guard let delay, (try? await Task.sleep(for: delay)) != nil else { return .failure(error) }
                attempt += 1
            }
        }
    }

    package func shutdown() async {
        try? await client?.shutdown()
        client = nil
    }

    private enum Outcome {
        case done(ExportResult)
        case retry(TelemetryError, after: Duration?)
    }

    private func send(_ body: ByteBuffer, within timeout: Duration) async -> Outcome {
        var request = HTTPClientRequest(url: configuration.endpoint)
        request.method = .POST
        request.headers = headers
        request.body = .bytes(body)
        do {
            let response = try await connectedClient().execute(request, timeout: TimeAmount(max(timeout, .zero)))
            let answer = try await response.body.collect(upTo: 1 << 20)
            return outcome(status: response.status, headers: response.headers, answer: answer)
        } catch let error as TelemetryError {
            return .done(.failure(error))
        } catch {
            return .retry(
                TelemetryError(
                    code: .exportFailed, message: "no answer from \(configuration.endpoint)", cause: error),
                after: nil)
        }
    }

    private func outcome(status: HTTPResponseStatus, headers: HTTPHeaders, answer: ByteBuffer) -> Outcome {
        guard status != .ok else { return .done(Self.result(of: answer)) }
        let error = TelemetryError(
            code: .exportFailed, message: "\(configuration.endpoint) answered with status \(status.code)")
        guard RetryPolicy.isRetryable(status: status.code) else { return .done(.failure(error)) }
        let now = Int64(clock.realtime() / 1_000_000_000)
        return .retry(error, after: headers.first(name: "retry-after").flatMap { RetryAfter.parse($0, now: now) })
    }

    private static func result(of answer: ByteBuffer) -> ExportResult {
        // A server that accepts spans and answers with something else than it should has still accepted them.
        guard let response = try? ExportTraceServiceResponse(protobuf: Array(answer.readableBytesView)),
            let partial = response.partialSuccess, partial.rejectedSpans > 0 || !partial.errorMessage.isEmpty
        else { return .success }
        return .partialSuccess(
            rejected: Int(clamping: partial.rejectedSpans), message: partial.errorMessage)
    }

    private func connectedClient() throws(TelemetryError) -> HTTPClient {
        if let client { return client }
        var settings = HTTPClient.Configuration(
            tlsConfiguration: try TLSConfiguration(configuration.tls), redirectConfiguration: .disallow,
            timeout: HTTPClient.Configuration.Timeout(connect: TimeAmount(configuration.timeout)))
        settings.tracing.tracer = nil
        // Else it would try to connect for as long as the timeout lasts, instead of by our policy.
        settings.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
        self.client = client
        return client
    }
}

extension TLSConfiguration {
    /// What the certificate variables ask for.
    fileprivate init(_ files: OTLPConfiguration.TLSFiles) throws(TelemetryError) {
        self = .makeClientConfiguration()
        do {
            if let path = files.certificate {
                trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(path))
            }
            if let path = files.clientCertificate {
                certificateChain = try NIOSSLCertificate.fromPEMFile(path).map { .certificate($0) }
            }
            if let path = files.clientKey {
                privateKey = .privateKey(try NIOSSLPrivateKey(file: path, format: .pem))
            }
        } catch {
            throw TelemetryError(
                code: .invalidConfiguration,
                message: "a file of OTEL_EXPORTER_OTLP_CERTIFICATE, _CLIENT_CERTIFICATE "
                    + "or _CLIENT_KEY cannot be read as PEM", cause: error)
        }
    }
}
