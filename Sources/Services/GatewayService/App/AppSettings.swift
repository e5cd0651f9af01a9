public import ServiceKit

/// The settings of the web app, in the order of `--help`.
public enum AppSettings {
    static let none = "none"

    /// `GATEWAY_APP_DIRECTORY`
    public static let directory = Setting<String>(
        "GATEWAY_APP_DIRECTORY", "The folder of the web app that is served at /", expected: "a folder, or none",
        default: none
    ) { $0 }
    /// `GATEWAY_TRACES_URL`
    public static let traces = Setting<TracesURLSetting>(
        "GATEWAY_TRACES_URL", "Where the web app's users can see a trace, by its id",
        expected: "an http or https URL with {id} in it, or none",
        default: TracesURLSetting(url: TracesURL("http://localhost:9318/api/traces/{id}"))
    ) { text in
        text == none ? TracesURLSetting(url: nil) : TracesURL(text).map { TracesURLSetting(url: $0) }
    }

    static func addHelp(to help: SettingsHelp) -> SettingsHelp {
        help.with(directory).with(traces)
    }
}

/// The value of a setting that is a ``TracesURL``, or `none`.
public struct TracesURLSetting: Sendable, CustomStringConvertible {
    /// The URL; nil for none.
    public let url: TracesURL?

    /// As the setting has it.
    public var description: String { url?.template ?? AppSettings.none }
}
