/// Durations for people: three significant digits and the unit that fits.
public enum DurationText {
    /// Describes a duration, such as `850ns`, `12.3µs`, `1.20ms`, `4.05s`, `2m03s` or `1h02m`.
    ///
    /// - Parameter nanoseconds: the duration.
    public static func describe(nanoseconds: UInt64) -> String {
        switch nanoseconds {
        case ..<1_000: return "\(nanoseconds)ns"
        case ..<1_000_000: return scaled(nanoseconds, by: 1_000) + "µs"
        case ..<1_000_000_000: return scaled(nanoseconds, by: 1_000_000) + "ms"
        case ..<60_000_000_000: return scaled(nanoseconds, by: 1_000_000_000) + "s"
        default:
            let seconds = nanoseconds / 1_000_000_000
            if seconds < 3600 { return "\(seconds / 60)m\(twoDigits(seconds % 60))s" }
            return "\(seconds / 3600)h\(twoDigits(seconds / 60 % 60))m"
        }
    }

    private static func scaled(_ value: UInt64, by unit: UInt64) -> String {
        let whole = value / unit
        if whole >= 100 { return "\(whole)" }
        let places: UInt64 = whole >= 10 ? 10 : 100
        let fraction = String(value % unit * places / unit)
        let width = places == 10 ? 1 : 2
        return "\(whole)." + String(repeating: "0", count: width - fraction.count) + fraction
    }

    private static func twoDigits(_ value: UInt64) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
