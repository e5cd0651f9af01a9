import FoundationEssentials
public import ServiceKit

/// What the auth service can be told besides the settings of every service.
public enum AuthSettings {
    /// `AUTH_ADDR`
    public static let address = Setting.address(
        "AUTH_ADDR", flag: "--addr", "Where to listen for gRPC",
        default: NetworkAddress(host: "127.0.0.1", port: 50051))

    /// `AUTH_PASSWORD_COST`
    public static let passwordCost = Setting<ScryptParameters>(
        "AUTH_PASSWORD_COST", flag: "--password-cost", "What it costs to hash a password",
        expected: "parameters of scrypt such as ln=15,r=8,p=3", default: .standard
    ) { ScryptParameters($0) }

    /// `AUTH_PASSWORD_THREADS`
    public static let passwordThreads = Setting.integer(
        "AUTH_PASSWORD_THREADS", flag: "--password-threads", "How many passwords are hashed at the same time",
        in: 1...256, default: ProcessInfo.processInfo.activeProcessorCount)

    /// Every setting of the program, for `--help`.
    public static let help = SettingsHelp()
        .with(address).with(.databaseURL).with(passwordCost).with(passwordThreads).with(.logLevel).with(.logFormat)
}
