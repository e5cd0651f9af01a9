import OTLP

/// The instrumentation that recorded a span.
enum Library: Int, CaseIterable {
    case httpServer, rpcClient, rpcServer, sql, cache, queue, application

    static let scopes = allCases.map {
        InstrumentationScope(name: "io.fastlane.instrumentation.\($0)", version: "3.8.1")
    }
}
