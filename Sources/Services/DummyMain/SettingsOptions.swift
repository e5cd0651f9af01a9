import ArgumentParser
import DummyService
import ServiceKit

/// The flags that every subcommand takes.
struct SettingsOptions: ParsableArguments {
    @Option(help: .init(DummySettings.address.help))
    var addr: String?

    @Option(help: .init(Setting.databaseURL.help))
    var databaseURL: String?

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
                Setting.logLevel.name: logLevel,
                Setting.logFormat.name: logFormat,
            ],
            environmentFile: envFile)
    }
}
