import ArgumentParser
import CollectorKit
import FoundationEssentials
import Logging
import UnixSignals

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the collector.",
        discussion: """
            Settings come from flags, then the environment, then the file, then the defaults. LOG_LEVEL is one of \
            \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")).
            """)

    @Option(help: ArgumentHelp("The configuration file (YAML).", valueName: "file"))
    var config: String?

    @Option(
        help: ArgumentHelp(
            "The directory that keeps the spans. (env: COLLECTOR_DATA, default: \(CollectorSettings.defaultDataDirectory))",
            valueName: "dir"))
    var data: String?

    @Option(
        help: ArgumentHelp(
            """
            Where to receive OTLP/HTTP, as host:port; port 0 takes a free one. \
            (env: COLLECTOR_OTLP_HTTP_ADDR, default: 127.0.0.1:4318)
            """,
            valueName: "addr"))
    var otlpHttp: String?

    @Option(
        help: ArgumentHelp(
            """
            Where to answer queries, as host:port; port 0 takes a free one. \
            (env: COLLECTOR_QUERY_ADDR, default: 127.0.0.1:9318)
            """,
            valueName: "addr"))
    var query: String?

    @Option(
        help: ArgumentHelp(
            """
            An OTLP/HTTP endpoint that gets every span too, such as http://127.0.0.1:14318. \
            (env: COLLECTOR_EXPORT_OTLP_ENDPOINT)
            """,
            valueName: "url"))
    var exportOtlpHttp: String?

    @Option(
        help: ArgumentHelp(
            """
            Delete spans that came longer ago, such as 7d; without it all are kept. (env: COLLECTOR_RETENTION_AGE)
            """,
            valueName: "duration"))
    var retentionAge: String?

    @Option(
        help: ArgumentHelp(
            """
            Delete the oldest spans while there are more bytes, such as 10GiB; without it all are kept. \
            (env: COLLECTOR_RETENTION_SIZE)
            """,
            valueName: "size"))
    var retentionSize: String?

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let logger = try Self.logger(level: environment["LOG_LEVEL"])
        let settings: CollectorSettings
        do {
            settings = try CollectorSettings(
                flags: .init(
                    data: data, otlpHTTP: otlpHttp, query: query, exportOTLPHTTP: exportOtlpHttp,
                    retentionAge: retentionAge, retentionSize: retentionSize),
                environment: environment, file: try config.map(Self.file))
        } catch {
            throw ValidationError(error.message)
        }
        try await Collector(settings: settings, logger: logger).run(signals: [.sigterm, .sigint])
    }

    private static func file(_ path: String) throws(SettingsError) -> (path: String, text: String) {
        do {
            return (path, try String(contentsOfFile: path, encoding: .utf8))
        } catch {
            throw SettingsError(.unreadableFile, "--config: cannot read \(path)")
        }
    }

    private static func logger(level: String?) throws -> Logger {
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        var logger = Logger(label: "collector")
        if let level, !level.isEmpty {
            guard let parsed = Logger.Level(rawValue: level.lowercased()) else {
                let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("LOG_LEVEL: “\(level)” is not one of \(levels)")
            }
            logger.logLevel = parsed
        }
        return logger
    }
}
