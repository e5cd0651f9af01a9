import TraceQuery

/// Reads the values of settings, wherever they come from.
enum SettingText {
    /// A size such as `16MiB`.
    static func bytes(_ text: String, source: String) throws(SettingsError) -> Int {
        guard let bytes = ByteCount.parse(text) else {
            throw SettingsError(.invalidValue, "\(source) takes a size such as 16MiB, not “\(text)”")
        }
        return bytes
    }

    /// A duration such as `10s` or `7d`.
    static func duration(_ text: String, source: String) throws(SettingsError) -> Duration {
        guard let nanoseconds = GoDuration.nanoseconds(text) else {
            throw SettingsError(
                .invalidValue, "\(source) takes a duration such as 500ms, 10s or 7d, not “\(text)”")
        }
        return .nanoseconds(Int64(nanoseconds))
    }

    /// A number above 0.
    static func count(_ text: String, source: String) throws(SettingsError) -> Int {
        guard let count = Int(text), count > 0 else {
            throw SettingsError(.invalidValue, "\(source) takes a number above 0, not “\(text)”")
        }
        return count
    }
}
