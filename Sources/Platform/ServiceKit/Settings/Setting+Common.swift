public import Logging

extension Setting<Logger.Level> {
    /// `LOG_LEVEL`: what is logged.
    public static var logLevel: Self {
        Self(
            "LOG_LEVEL", "What is logged", expected: "one of trace, debug, info, notice, warning, error, critical",
            default: .info
        ) { Logger.Level(rawValue: $0.lowercased()) }
    }
}

extension Setting<LogFormat> {
    /// `LOG_FORMAT`: how a log line is written.
    public static var logFormat: Self {
        Self("LOG_FORMAT", "How log lines are written", expected: "text or json", default: .text) {
            LogFormat(rawValue: $0.lowercased())
        }
    }
}

extension Setting<String> {
    /// `DATABASE_URL`: which PostgreSQL database holds the data.
    public static var databaseURL: Self {
        Self(
            "DATABASE_URL", "PostgreSQL database",
            expected: "a URL such as postgres://user:password@host:5432/database",
            isSecret: true
        ) { $0.hasPrefix("postgres://") || $0.hasPrefix("postgresql://") ? $0 : nil }
    }
}
