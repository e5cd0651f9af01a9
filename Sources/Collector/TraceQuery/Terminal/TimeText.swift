/// Instants for people, in UTC.
public enum TimeText {
    /// Describes an instant as RFC 3339 does, to the millisecond: `2026-11-23 22:31:02.123Z`.
    ///
    /// - Parameter unixNano: nanoseconds since 1970-01-01T00:00:00Z.
    public static func describe(unixNano: UInt64) -> String {
        let milliseconds = unixNano / 1_000_000
        let seconds = milliseconds / 1000
        let date = civilDate(dayOfUnixTime: Int(seconds / 86_400))
        let time = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60].map { padded(Int($0), to: 2) }
        return padded(date.year, to: 4) + "-" + padded(date.month, to: 2) + "-" + padded(date.day, to: 2) + " "
            + time.joined(separator: ":") + "." + padded(Int(milliseconds % 1000), to: 3) + "Z"
    }

    private static func padded(_ value: Int, to width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// The Gregorian date of a day, counted in eras of 400 years that begin on 1 March.
    private static func civilDate(dayOfUnixTime: Int) -> (year: Int, month: Int, day: Int) {
        let day = dayOfUnixTime + 719_468
        let era = day / 146_097
        let dayOfEra = day % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}
