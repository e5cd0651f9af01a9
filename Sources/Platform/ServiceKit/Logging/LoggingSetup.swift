public import Logging

/// How a program's log lines are written.
public enum LoggingSetup {
    /// The handlers that the settings ask for, for `Telemetry.bootstrap(logHandler:)`, which adds trace and span ids to each line.
    ///
    /// Lines go to standard error: standard output is for what a command answers.
    public static func handlers(
        settings: Settings
    ) throws(SettingsError) -> @Sendable (String, Logger.MetadataProvider?) -> any LogHandler {
        let level = try settings.value(of: .logLevel)
        let format = try settings.value(of: .logFormat)
        return { label, metadataProvider in
            var handler: any LogHandler =
                switch format {
                case .text: StreamLogHandler.standardError(label: label, metadataProvider: metadataProvider)
                case .json: JSONLogHandler(label: label, metadataProvider: metadataProvider)
                }
            handler.logLevel = level
            return handler
        }
    }
}
