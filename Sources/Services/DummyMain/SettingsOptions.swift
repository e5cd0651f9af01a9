import ArgumentParser
import DummyService
import ServiceKit

/// The flags that every subcommand takes.
struct SettingsOptions: ParsableArguments {
    @Option(help: .init(DummySettings.address.help))
    var addr: String?

    @Option(help: .init(Setting.databaseURL.help))
    var databaseURL: String?

    @Option(help: .init(DummySettings.retention.help))
    var dummyRetention: String?

    @Option(help: .init(DummySettings.purgeInterval.help))
    var dummyPurgeInterval: String?

    @Option(help: .init(Setting.callerTokenKey.help))
    var callerTokenKey: String?

    @Option(help: .init(Setting.callerTokenPreviousKey.help))
    var callerTokenPreviousKey: String?

    @Option(help: .init(Setting.logLevel.help))
    var logLevel: String?

    @Option(help: .init(Setting.logFormat.help))
    var logFormat: String?

    @Option(help: "A file of NAME=value lines with more settings. (default: .env, if there is one)")
    var envFile: String?

    /// The settings that hold: flags first, then the environment, then the file.
    func settings() throws(SettingsError) -> Settings {
        try Settings.load(
            flags: [
                DummySettings.address.name: addr,
                Setting.databaseURL.name: databaseURL,
                DummySettings.retention.name: dummyRetention,
                DummySettings.purgeInterval.name: dummyPurgeInterval,
                Setting.callerTokenKey.name: callerTokenKey,
                Setting.callerTokenPreviousKey.name: callerTokenPreviousKey,
                Setting.logLevel.name: logLevel,
                Setting.logFormat.name: logFormat,
            ],
            environmentFile: envFile)
    }
}
