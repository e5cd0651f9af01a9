public import ServiceKit

/// What the dummy service can be told besides the settings of every service.
public enum DummySettings {
    /// `DUMMY_ADDR`
    public static let address = Setting.address(
        "DUMMY_ADDR", flag: "--addr", "Where to listen for gRPC",
        default: NetworkAddress(host: "127.0.0.1", port: 50052))

    /// Every setting of the program, for `--help`.
    public static let help = SettingsHelp()
        .with(address).with(.databaseURL).with(.logLevel).with(.logFormat)
}
