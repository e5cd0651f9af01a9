public import ServiceKit

/// What the dummy service can be told besides the settings of every service.
public enum DummySettings {
    /// `DUMMY_ADDR`
    public static let address = Setting.address(
        "DUMMY_ADDR", flag: "--addr", "Where to listen for gRPC",
        default: NetworkAddress(host: "127.0.0.1", port: 50052))

    /// `DUMMY_RETENTION`
    public static let retention = Setting.duration(
        "DUMMY_RETENTION", "How long a deleted entity can be restored", default: .seconds(30 * 86_400))

    /// `DUMMY_PURGE_INTERVAL`
    public static let purgeInterval = Setting.duration(
        "DUMMY_PURGE_INTERVAL", "How often entities that can't be restored any more are removed",
        default: .seconds(300))

    /// Every setting of the program, for `--help`.
    public static let help = SettingsHelp()
        .with(address).with(.databaseURL).with(retention).with(purgeInterval)
        .with(.callerTokenKey).with(.callerTokenPreviousKey).with(.logLevel).with(.logFormat)
}
