/// The `Retry-After` field (RFC 9110, section 10.2.3).
enum RetryAfter {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Reads a number of seconds or an HTTP date in its preferred form, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
    ///
    /// - Parameters:
    ///   - field: the field's value.
    ///   - nowUnixSeconds: the present, in seconds since 1970.
    /// - Returns: how long to wait, never negative; nil when the value is neither.
    static func duration(_ field: String, nowUnixSeconds: Int64) -> Duration? {
        if let seconds = UInt32(field) { return .seconds(Int64(seconds)) }
        guard let then = unixSeconds(date: field) else { return nil }
        return .seconds(max(0, then - nowUnixSeconds))
    }

    private static func unixSeconds(date: String) -> Int64? {
        let words = date.split(separator: " ")
        guard words.count == 6, words[0].hasSuffix(","), words[5] == "GMT", let day = Int64(words[1]),
            let month = months.firstIndex(of: String(words[2])), let year = Int64(words[3]),
            (1970...9999).contains(year)
        else { return nil }
        let time = words[4].split(separator: ":").compactMap { Int64($0) }
        guard time.count == 3, (1...31).contains(day), (0..<24).contains(time[0]), (0..<60).contains(time[1]),
            (0...60).contains(time[2])
        else { return nil }
        return daysSince1970(year: year, month: Int64(month + 1), day: day) * 86_400 + time[0] * 3600 + time[1] * 60
            + time[2]
    }

    /// Counts in years that begin on 1 March, so that a leap day is the last of its year.
    private static func daysSince1970(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let shiftedMonth = (month + 9) % 12
        let daysBeforeYear = 365 * shiftedYear + shiftedYear / 4 - shiftedYear / 100 + shiftedYear / 400
        return daysBeforeYear + (153 * shiftedMonth + 2) / 5 + day - 1 - 719_468
    }
}
