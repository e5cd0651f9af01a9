import Configuration
public import EnvironmentFile
import FoundationEssentials

/// The settings of a program: flags first, then the environment, then the `.env` file.
public struct Settings: Sendable {
    /// The environment with the file's values beneath it, for parts that read variables of their own (`OTEL_*`).
    public let environment: [String: String]
    private let reader: ConfigReader

    /// Settings of their sources. `flags` holds what was given on the command line by the setting's name,
    /// nil for a flag that was not given.
    public init(
        flags: [String: String?] = [:], environment: [String: String], file: EnvironmentFile? = nil
    ) {
        let given = flags.compactMap { name, value in
            value.map { (AbsoluteConfigKey(Self.components(of: name)), ConfigValue(.string($0), isSecret: false)) }
        }
        self.environment = file?.beneath(environment) ?? environment
        reader = ConfigReader(providers: [
            InMemoryProvider(name: "flags", values: Dictionary(given) { _, last in last }),
            EnvironmentVariablesProvider(environmentVariables: self.environment),
        ])
    }

    /// The settings of this process. Without `environmentFile` the file `.env` of the working directory is read if it exists.
    public static func load(
        flags: [String: String?] = [:], environmentFile: String? = nil
    ) throws(SettingsError) -> Settings {
        let environment = ProcessInfo.processInfo.environment
        let path = environmentFile ?? ".env"
        guard environmentFile != nil || FileManager.default.fileExists(atPath: path) else {
            return Settings(flags: flags, environment: environment)
        }
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw SettingsError(code: .file, message: "cannot read the settings file \(path)", cause: error)
        }
        do {
            return Settings(
                flags: flags, environment: environment, file: try EnvironmentFile(text: text, path: path))
        } catch {
            throw SettingsError(code: .file, message: error.message, cause: error)
        }
    }

    /// The value of a setting, or its default.
    public func value<Value>(of setting: Setting<Value>) throws(SettingsError) -> Value {
        if let value = try optionalValue(of: setting) { return value }
        throw SettingsError(
            code: .missing,
            message: "\(setting.name) is not set: give \(setting.expected) by \(setting.flag) or \(setting.name)")
    }

    /// The value of a setting, its default, or nil. An empty value counts as none, as in the OpenTelemetry specification.
    public func optionalValue<Value>(of setting: Setting<Value>) throws(SettingsError) -> Value? {
        let key = ConfigKey(Self.components(of: setting.name))
        guard let text = reader.string(forKey: key, isSecret: setting.isSecret), !text.isEmpty else {
            return setting.defaultValue
        }
        if let value = setting.parse(text) { return value }
        let shown = setting.isSecret ? "the given value" : "'\(text)'"
        throw SettingsError(
            code: .invalid, message: "\(setting.name): \(shown) is not \(setting.expected)")
    }

    /// `DUMMY_ADDR` is the key `dummy.addr`, which the environment provider turns back into the variable's name.
    private static func components(of name: String) -> [String] {
        name.lowercased().split(separator: "_").map(String.init)
    }
}
