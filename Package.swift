// swift-tools-version: 6.2
import PackageDescription

/// What every target of ours is compiled with: one language mode, and no warning left standing.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// The services that are built like dummy, the one to copy. `make service` adds to them.
let services = [
    "Dummy"
]

/// What the generated code of a service's API is built on.
let api: [Target.Dependency] = [
    "OTLP", "PathTemplates", "Transcoding", .grpc, .grpcProtobuf, .httpTypes, .protobuf,
]

/// The APIs of those services.
let apis = services.map { Target.Dependency.byName(name: "\($0)API") }

extension Target {
    static func library(
        _ name: String, in folder: String, needs dependencies: [Dependency], resources: [Resource]? = nil
    ) -> Target {
        .target(
            name: name, dependencies: dependencies, path: "Sources/\(folder)", exclude: excluded(from: folder),
            resources: resources, swiftSettings: strict)
    }

    static func program(_ name: String, in folder: String, needs dependencies: [Dependency]) -> Target {
        .executableTarget(
            name: name, dependencies: dependencies, path: "Sources/\(folder)", swiftSettings: strict)
    }

    static func tests(_ name: String, of dependencies: [Dependency]) -> Target {
        .testTarget(
            name: name, dependencies: dependencies + ["TestSupport"], path: "Tests/\(name)", swiftSettings: strict)
    }

    /// The targets of a service that is built like dummy: its API, its library, its program and its tests.
    static func service(_ name: String) -> [Target] {
        let own: [Dependency] = [.byName(name: "\(name)API"), "ServiceKit", "Postgres", "Telemetry", .grpc, .logging]
        let library: [Dependency] = own + [.crypto, .lifecycle, .protobuf]
        return [
            .library("\(name)API", in: "Services/\(name)API", needs: api),
            .library(
                "\(name)Service", in: "Services/\(name)Service", needs: library + [.tracing],
                resources: [.embedInCode("Migrations")]),
            .program(
                "\(name)Main", in: "Services/\(name)Main",
                needs: own + [.byName(name: "\(name)Service"), "EventLoops", .argumentParser]),
            .tests("\(name)ServiceTests", of: library + [.byName(name: "\(name)Service")]),
        ]
    }

    /// A `.proto` stands beside the code that is generated from it, a format's description beside the code that follows it.
    private static func excluded(from folder: String) -> [String] {
        switch folder {
        case _ where folder.hasPrefix("Services/") && folder.hasSuffix("API"): ["api.proto"]
        case "Platform/ServiceKit": ["Health/health.proto"]
        case "Services/AuthService": ["OAuth/Providers.md"]
        case "Platform/Transcoding": ["Protos"]
        case "Collector/SpanStore": ["Format.md"]
        default: []
        }
    }
}

extension Target.Dependency {
    static let argumentParser = product(name: "ArgumentParser", package: "swift-argument-parser")
    static let configuration = product(name: "Configuration", package: "swift-configuration")
    static let crypto = product(name: "Crypto", package: "swift-crypto")
    static let cryptoExtras = product(name: "CryptoExtras", package: "swift-crypto")
    static let deque = product(name: "DequeModule", package: "swift-collections")
    static let grpc = product(name: "GRPCCore", package: "grpc-swift-2")
    static let grpcNIO = product(name: "GRPCNIOTransportHTTP2Posix", package: "grpc-swift-nio-transport")
    static let grpcProtobuf = product(name: "GRPCProtobuf", package: "grpc-swift-protobuf")
    static let hummingbirdCore = product(name: "HummingbirdCore", package: "hummingbird")
    static let heap = product(name: "HeapModule", package: "swift-collections")
    static let httpTypes = product(name: "HTTPTypes", package: "swift-http-types")
    static let httpClient = product(name: "AsyncHTTPClient", package: "async-http-client")
    static let hummingbird = product(name: "Hummingbird", package: "hummingbird")
    static let hummingbirdTesting = product(name: "HummingbirdTesting", package: "hummingbird")
    static let jwt = product(name: "JWTKit", package: "jwt-kit")
    static let lifecycle = product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    static let logging = product(name: "Logging", package: "swift-log")
    static let nioCore = product(name: "NIOCore", package: "swift-nio")
    static let nioEmbedded = product(name: "NIOEmbedded", package: "swift-nio")
    static let nioHTTP1 = product(name: "NIOHTTP1", package: "swift-nio")
    static let nioHTTPTypes = product(name: "NIOHTTPTypes", package: "swift-nio-extras")
    static let nioHTTPTypesHTTP1 = product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras")
    static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
    static let nioSSL = product(name: "NIOSSL", package: "swift-nio-ssl")
    static let protobuf = product(name: "SwiftProtobuf", package: "swift-protobuf")
    static let protobufPlugin = product(name: "SwiftProtobufPluginLibrary", package: "swift-protobuf")
    static let subprocess = product(name: "Subprocess", package: "swift-subprocess")
    static let tracing = product(name: "Tracing", package: "swift-distributed-tracing")
    static let unixSignals = product(name: "UnixSignals", package: "swift-service-lifecycle")
    static let yams = product(name: "Yams", package: "Yams")
}

let package = Package(
    name: "cairn",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "auth", targets: ["AuthMain"]),
        .executable(name: "gateway", targets: ["GatewayMain"]),
        .executable(name: "collector", targets: ["CollectorMain"]),
        .executable(name: "cairn", targets: ["CairnMain"]),
        .executable(name: "protoc-gen-cairn", targets: ["ProtocGenCairn"]),
        .executable(name: "plain-server", targets: ["PlainServer"]),
        .executable(name: "telemetry-bench", targets: ["TelemetryBenchmark"]),
        .executable(name: "store-bench", targets: ["StoreBenchmark"]),
    ] + services.map { .executable(name: $0.lowercased(), targets: ["\($0)Main"]) },
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: []),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0", traits: []),
        .package(url: "https://github.com/grpc/grpc-swift-2", from: "2.4.0"),
        .package(url: "https://github.com/grpc/grpc-swift-nio-transport", from: "2.9.0"),
        .package(url: "https://github.com/grpc/grpc-swift-protobuf", from: "2.4.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0",
            traits: ["ConfigurationSupport"]),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        // CLibraries: C behind Swift
        .systemLibrary(
            name: "CLibPQ", path: "Sources/CLibraries/CLibPQ", pkgConfig: "libpq",
            providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
        .systemLibrary(
            name: "CProtobufC", path: "Sources/CLibraries/CProtobufC", pkgConfig: "libprotobuf-c",
            providers: [.apt(["libprotobuf-c-dev"]), .brew(["protobuf-c"])]),
        .systemLibrary(
            name: "CZlib", path: "Sources/CLibraries/CZlib", pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .systemLibrary(
            name: "CZstd", path: "Sources/CLibraries/CZstd", pkgConfig: "libzstd",
            providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
        .target(name: "CMemory", path: "Sources/CLibraries/CMemory"),
        .target(name: "COTLP", dependencies: ["CProtobufC"], path: "Sources/CLibraries/COTLP"),

        // OTLP: the model of what is sent
        .library("OTLP", in: "OTLP", needs: ["COTLP", "CProtobufC", "CZlib"]),

        // Telemetry: the SDK
        .library(
            "Telemetry", in: "Telemetry/Telemetry",
            needs: ["OTLP", .deque, .httpClient, .lifecycle, .logging, .nioCore, .nioHTTP1, .nioSSL, .tracing]),
        .library(
            "Interceptors", in: "Telemetry/Interceptors",
            needs: [
                "EventLoops", "OTLP", "Telemetry", .grpc, .heap, .httpClient, .httpTypes, .hummingbird, .logging,
                .nioCore, .nioHTTP1, .tracing,
            ]),
        .library("TraceTesting", in: "Telemetry/TraceTesting", needs: ["Telemetry", "OTLP"]),
        .program(
            "TelemetryBenchmark", in: "Telemetry/TelemetryBenchmark", needs: ["Telemetry", "OTLP", .logging, .tracing]),

        // Platform: what every service shares
        .library("EnvironmentFile", in: "Platform/EnvironmentFile", needs: []),
        .library("EventLoops", in: "Platform/EventLoops", needs: [.nioCore, .nioPosix]),
        .library(
            "HTTPServing", in: "Platform/HTTPServing",
            needs: [
                .httpTypes, .hummingbirdCore, .logging, .nioCore, .nioHTTP1, .nioHTTPTypes, .nioHTTPTypesHTTP1,
            ]),
        .library(
            "Postgres", in: "Platform/Postgres",
            needs: ["CLibPQ", "Telemetry", "Interceptors", .crypto, .deque, .lifecycle, .logging]),
        .library(
            "ServiceKit", in: "Platform/ServiceKit",
            needs: [
                "EnvironmentFile", "EventLoops", "OTLP", "Telemetry", "Interceptors", "Postgres", .configuration,
                .crypto,
                .grpc, .grpcNIO, .grpcProtobuf, .httpTypes, .lifecycle, .logging, .nioCore, .protobuf, .unixSignals,
            ]),

        .library("PathTemplates", in: "Platform/PathTemplates", needs: []),
        .library(
            "Transcoding", in: "Platform/Transcoding",
            needs: [
                "EventLoops", "PathTemplates", "ServiceKit", "Interceptors", "Telemetry", "OTLP", .grpc, .httpTypes,
                .hummingbird,
                .nioCore, .protobuf, .tracing,
            ]),

        // Services: the backend
        .library("AuthAPI", in: "Services/AuthAPI", needs: api),
        .library(
            "AuthService", in: "Services/AuthService",
            needs: [
                "AuthAPI", "PathTemplates", "ServiceKit", "Postgres", "Interceptors", "Telemetry", .crypto,
                .cryptoExtras, .grpc, .httpClient, .jwt, .lifecycle, .logging, .nioCore, .nioHTTP1, .protobuf, .tracing,
            ],
            resources: [.embedInCode("Migrations")]),
        .library(
            "GatewayService", in: "Services/GatewayService",
            needs: apis + [
                "AuthAPI", "EventLoops", "PathTemplates", "ServiceKit", "Transcoding", "Interceptors", "Telemetry",
                "OTLP",
                "HTTPServing", .crypto, .deque, .grpc, .grpcNIO, .httpClient, .httpTypes, .hummingbird, .lifecycle,
                .logging, .nioCore, .nioHTTP1, .nioPosix, .protobuf, .tracing,
            ],
            resources: [.embedInCode("Docs")]),
        .program(
            "AuthMain", in: "Services/AuthMain",
            needs: [
                "AuthAPI", "AuthService", "EventLoops", "Postgres", "ServiceKit", "Telemetry", .argumentParser, .grpc,
                .logging,
            ]),
        .program(
            "GatewayMain", in: "Services/GatewayMain",
            needs: ["EventLoops", "GatewayService", "ServiceKit", "Telemetry", .argumentParser, .logging]),

        // Collector
        .library("SpanStore", in: "Collector/SpanStore", needs: ["OTLP", "CMemory", "CZstd"]),
        .library("TraceQuery", in: "Collector/TraceQuery", needs: ["OTLP", "SpanStore"]),
        .library(
            "QueryAPI", in: "Collector/QueryAPI",
            needs: ["TraceQuery", "SpanStore", "OTLP", .httpTypes, .hummingbird, .logging, .nioCore, .nioPosix]),
        .library(
            "Receiver", in: "Collector/Receiver",
            needs: ["SpanStore", "OTLP", .httpTypes, .hummingbird, .logging, .nioCore, .nioHTTPTypes, .nioPosix]),
        .library(
            "Export", in: "Collector/Export",
            needs: ["SpanStore", "OTLP", .httpClient, .lifecycle, .logging, .nioCore, .nioHTTP1, .nioPosix]),
        .library(
            "CollectorKit", in: "Collector/CollectorKit",
            needs: [
                "Receiver", "QueryAPI", "TraceQuery", "Export", "SpanStore", "OTLP", "EventLoops", "HTTPServing",
                .httpClient, .hummingbird, .lifecycle, .logging, .nioCore, .nioHTTP1, .nioPosix, .yams,
            ]),
        .program(
            "CollectorMain", in: "Collector/CollectorMain",
            needs: ["CollectorKit", "TraceQuery", "OTLP", .argumentParser, .lifecycle, .logging]),
        .library("StoreWorkload", in: "Collector/StoreWorkload", needs: ["OTLP", .heap]),
        .program(
            "StoreBenchmark", in: "Collector/StoreBenchmark", needs: ["StoreWorkload", "OTLP", .argumentParser]),

        // Tools
        .library("RESTGenerator", in: "Tools/RESTGenerator", needs: ["PathTemplates", .protobuf, .protobufPlugin]),
        .program(
            "PlainServer", in: "Tools/PlainServer", needs: ["EventLoops", .argumentParser, .hummingbird, .logging]),
        .program("ProtocGenCairn", in: "Tools/ProtocGenCairn", needs: ["RESTGenerator", .protobufPlugin]),
        .library("LocalStack", in: "Tools/LocalStack", needs: [.httpClient, .nioCore, .nioHTTP1, .subprocess]),
        .program(
            "CairnMain", in: "Tools/CairnMain", needs: ["EnvironmentFile", "LocalStack", .argumentParser, .unixSignals]),

        // Tests
        .target(
            name: "TestSupport", dependencies: ["LocalStack", .nioCore, .nioPosix], path: "Tests/TestSupport",
            swiftSettings: strict),
        .tests("OTLPTests", of: ["OTLP", "COTLP", "CProtobufC", .protobuf]),
        .tests(
            "TelemetryTests",
            of: [
                "Telemetry", "TraceTesting", "OTLP", "HTTPServing", .httpTypes, .hummingbird, .lifecycle, .logging,
                .nioCore, .tracing,
            ]),
        .tests(
            "InterceptorsTests",
            of: [
                "EventLoops", "Interceptors", "TraceTesting", .grpc, .grpcNIO, .httpTypes, .hummingbird,
                .hummingbirdTesting, .nioCore, .nioHTTP1, .nioPosix, .tracing,
            ]),
        .tests(
            "PostgresTests",
            of: ["Postgres", "Interceptors", "Telemetry", "TraceTesting", "OTLP", .lifecycle, .logging]),
        .tests("EnvironmentFileTests", of: ["EnvironmentFile"]),
        .tests(
            "ServiceKitTests",
            of: [
                "ServiceKit", "EnvironmentFile", "Postgres", "Telemetry", "TraceTesting", .crypto, .grpc, .httpTypes,
                .lifecycle, .logging, .nioCore, .protobuf,
            ]),
        // The provider of the tests of sign-ins, and the same as a process of its own.
        .target(
            name: "OAuthIssuer",
            dependencies: ["ServiceKit", "TestSupport", .crypto, .cryptoExtras, .httpTypes, .hummingbird],
            path: "Tests/OAuthIssuer", swiftSettings: strict),
        .executableTarget(
            name: "OAuthIssuerMain", dependencies: ["OAuthIssuer", .crypto, .hummingbird, .logging, .nioCore],
            path: "Tests/OAuthIssuerMain", swiftSettings: strict),
        .tests(
            "AuthServiceTests",
            of: [
                "AuthService", "AuthAPI", "OAuthIssuer", "ServiceKit", "Postgres", "Telemetry", "TraceTesting", "OTLP",
                .crypto, .cryptoExtras, .grpc, .httpClient, .httpTypes, .hummingbird, .hummingbirdTesting, .logging,
                .nioCore, .nioHTTP1, .protobuf, .tracing,
            ]),
        .tests(
            "GatewayServiceTests",
            of: [
                "GatewayService", "AuthAPI", "DummyAPI", "ServiceKit", "Telemetry", "TraceTesting", "OTLP", .grpcNIO,
                .httpTypes, .hummingbirdTesting, .logging, .nioCore,
            ]),
        .tests("SpanStoreTests", of: ["SpanStore", "OTLP"]),
        // What StoreCrashTests kills.
        .executableTarget(
            name: "StoreCrashWriter", dependencies: ["SpanStore", "OTLP"], path: "Tests/StoreCrashWriter",
            swiftSettings: strict),
        .tests("StoreCrashTests", of: ["StoreCrashWriter", "SpanStore", "OTLP"]),
        .tests("StoreWorkloadTests", of: ["StoreWorkload", "OTLP"]),
        .tests("TraceQueryTests", of: ["TraceQuery", "SpanStore", "OTLP"]),
        .tests(
            "CollectorTests",
            of: [
                "CollectorKit", "Receiver", "QueryAPI", "Export", "TraceQuery", "SpanStore", "OTLP", "HTTPServing",
                .httpClient, .hummingbird, .lifecycle, .logging, .nioCore, .nioHTTP1,
            ]),
        .tests(
            "HTTPServingTests",
            of: [
                "HTTPServing", .httpTypes, .hummingbirdCore, .lifecycle, .logging, .nioCore, .nioEmbedded,
                .nioHTTPTypes, .nioPosix,
            ]),
        .tests("PathTemplatesTests", of: ["PathTemplates"]),
        .tests("RESTGeneratorTests", of: ["ProtocGenCairn", "LocalStack"]),
        .testTarget(
            name: "TranscodingTests",
            dependencies: api + [
                "Interceptors", "ServiceKit", "Telemetry", "TestSupport", .grpcNIO, .hummingbird, .hummingbirdTesting,
                .logging, .nioCore,
            ],
            path: "Tests/TranscodingTests",
            exclude: ["everything.proto", "Generated/openapi.json", "Generated/api.ts", "Generated/api.js"],
            swiftSettings: strict),
        .tests("LocalStackTests", of: ["LocalStack"]),
        .tests("AppTests", of: ["LocalStack", "OAuthIssuerMain", .httpClient, .nioCore, .nioHTTP1, .protobuf]),
        .tests(
            "PropagationTests",
            of: [
                "AuthAPI", "DummyAPI", "OAuthIssuer", "OAuthIssuerMain", "OTLP", .grpc, .grpcNIO, .grpcProtobuf,
                .httpClient, .nioCore, .nioHTTP1, .protobuf,
            ]),
    ] + services.flatMap(Target.service)
)
