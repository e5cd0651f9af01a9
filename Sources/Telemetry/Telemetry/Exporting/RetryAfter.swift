/// The `Retry-After` header (RFC 9110, section 10.2.3): seconds, or a date.
enum RetryAfter {
    /// Reads the header's value; nil when it is neither. `now` is in seconds since 1970.
    static func parse(_ header: String, now: Int64) -> Duration? {
        let text = header.trimmingOptionalWhitespace()
        if let seconds = Int64(text) { return seconds >= 0 ? .seconds(min(seconds, 86_400)) : nil }
        return date(text).map { .seconds(min(max($0 - now, 0), 86_400)) }
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT` in seconds since 1970.
    private static func date(_ text: Substring) -> Int64? {
        let fields = text.split(separator: " ")
        guard fields.count == 6, fields[5] == "GMT", let day = Int64(fields[1]), (1...31).contains(day),
            let month = months.firstIndex(of: fields[2]).map({ Int64($0 + 1) }), let year = Int64(fields[3]),
            (1970...9999).contains(year)
        else { return nil }
        let time = fields[4].split(separator: ":").compactMap { Int64($0) }
        guard time.count == 3, (0...23).contains(time[0]), (0...59).contains(time[1]), (0...60).contains(time[2])
        else { return nil }
        return days(year: year, month: month, day: day) * 86_400 + time[0] * 3600 + time[1] * 60 + time[2]
    }

    private static let months: [Substring] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Days since 1970 in the Gregorian calendar, counted in years that begin in March so that a leap day comes last.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
    }
}
