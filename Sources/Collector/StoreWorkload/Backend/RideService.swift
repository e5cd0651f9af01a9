import OTLP

/// The services of the imitated backend, which brings riders and drivers together.
public enum RideService: Int, CaseIterable, Sendable {
    case edge, riders, drivers, dispatch, pricing, geo, trips, billing, messages

    /// How many processes each service runs in, each of which exports its own spans.
    public static let replicas = 2

    /// `service.name`.
    public var name: String { Self.names[rawValue] }

    var port: Int64 { 7000 + Int64(rawValue) * 10 }

    var host: String { Self.hosts[rawValue] }

    var rpcService: String { Self.rpcServices[rawValue] }

    /// The language of its SDK, the runtime's name and version, and where its sources are.
    var runtime: (language: String, name: String, version: String, sources: String) {
        switch self {
        case .edge, .messages: ("nodejs", "nodejs", "24.3.0", "/opt/app/dist/handlers")
        case .riders, .trips: ("java", "OpenJDK 64-Bit Server VM", "25.0.1+8", "io/fastlane/service")
        case .drivers, .dispatch: ("go", "go", "go1.26.1", "/src/fastlane/internal")
        case .pricing, .geo: ("rust", "rustc", "1.91.0", "/build/fastlane/src")
        case .billing: ("python", "cpython", "3.14.0", "/app/fastlane/billing")
        }
    }

    private static let names = allCases.map { "\($0)" }
    private static let hosts = names.map { "\($0).fastlane.svc.cluster.local" }
    private static let rpcServices = names.map {
        "fastlane.rides.\($0).v2.\($0.prefix(1).uppercased() + $0.dropFirst())"
    }
}
