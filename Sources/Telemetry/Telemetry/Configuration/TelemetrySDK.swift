/// What this SDK calls itself.
enum TelemetrySDK {
    static let name = "cairn"
    static let language = "swift"
    static let version = "0.1.0"
}
