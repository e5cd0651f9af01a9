import GRPCCore
import GRPCNIOTransportHTTP2Posix
import Interceptors
import Telemetry
import TraceTesting

/// Runs a server of ``EchoService`` and a client of it, on a port of the system's choice.
@discardableResult
func withEcho<Result: Sendable>(
    _ service: EchoService = EchoService(), server: SpanCapture = SpanCapture(), client: SpanCapture = SpanCapture(),
    serverInterceptors: ((TelemetryTracer) -> [any ServerInterceptor])? = nil,
    clientInterceptors: ((GRPCClientTracing) -> [any ClientInterceptor])? = nil,
    _ body: @Sendable (EchoClient) async throws -> Result
) async throws -> Result {
    let interceptors = serverInterceptors ?? { [GRPCServerTracing(tracer: $0), GRPCServerDeadline()] }
    return try await withGRPCServer(
        transport: .http2NIOPosix(address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext),
        services: [service], interceptors: interceptors(server.tracer)
    ) { server in
        let port = try await server.listeningAddress?.ipv4?.port ?? 0
        return try await withEchoClient(
            port: port, tracer: client.tracer, interceptors: clientInterceptors ?? { [$0, GRPCClientDeadline()] }, body)
    }
}

/// Runs a client of a server on a port.
@discardableResult
func withEchoClient<Result: Sendable>(
    port: Int, tracer: TelemetryTracer,
    interceptors: (GRPCClientTracing) -> [any ClientInterceptor] = { [$0, GRPCClientDeadline()] },
    _ body: @Sendable (EchoClient) async throws -> Result
) async throws -> Result {
    let tracing = GRPCClientTracing(tracer: tracer, serverAddress: "echo.test", serverPort: port)
    let transport = try HTTP2ClientTransport.Posix(
        target: .ipv4(address: "127.0.0.1", port: port), transportSecurity: .plaintext)
    return try await withGRPCClient(
        transport: GRPCCallTransport(transport, defaultTimeout: .seconds(60), tracing: tracing),
        interceptors: interceptors(tracing)
    ) { client in
        try await body(EchoClient(client: client))
    }
}
