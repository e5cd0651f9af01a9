/// Sizes and counts for people.
public enum SizeText {
    private static let units = ["KiB", "MiB", "GiB", "TiB", "PiB"]

    /// Describes a size, such as `850 B`, `12.3 KiB` or `4.05 GiB`: three significant digits and the unit that fits.
    ///
    /// - Parameter bytes: the size, not negative.
    public static func describe(bytes: Int) -> String {
        guard bytes >= 1024 else { return "\(bytes) B" }
        var value = Double(bytes) / 1024
        var unit = 0
        while value >= 999.5, unit < units.count - 1 {
            value /= 1024
            unit += 1
        }
        return "\(decimal(value, digits: value < 9.995 ? 2 : value < 99.95 ? 1 : 0)) \(units[unit])"
    }

    /// Describes a count with its digits in groups of three: `1,234,567`.
    public static func describe(count: Int) -> String {
        let digits = String(count.magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return (count < 0 ? "-" : "") + text
    }

    /// Describes how many of something there are: `1 span`, `1,000 spans`.
    ///
    /// - Parameter noun: the thing, whose plural ends in s.
    public static func describe(count: Int, of noun: String) -> String {
        "\(describe(count: count)) \(noun)\(count == 1 ? "" : "s")"
    }

    /// A number that is not negative, rounded to so many digits after the point.
    public static func decimal(_ value: Double, digits: Int) -> String {
        let scale = [1.0, 10, 100, 1000][digits]
        let scaled = Int((value * scale).rounded())
        guard digits > 0 else { return "\(scaled)" }
        let fraction = String(scaled % Int(scale))
        return "\(scaled / Int(scale))." + String(repeating: "0", count: digits - fraction.count) + fraction
    }
}
