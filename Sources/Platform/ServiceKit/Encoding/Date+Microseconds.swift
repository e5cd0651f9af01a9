public import FoundationEssentials
public import SwiftProtobuf

/// PostgreSQL and our messages tell time in whole microseconds. A `Date` is a floating-point number, so the conversions round.
extension Date {
    /// This moment in whole microseconds, so that what is stored is what was answered.
    public static func nowInMicroseconds() -> Date {
        Date(microsecondsSince1970: Date().microsecondsSince1970)
    }

    /// The time after 1970-01-01T00:00:00Z in µs.
    public var microsecondsSince1970: Int64 {
        Int64((timeIntervalSinceReferenceDate * 1_000_000).rounded()) + Self.referenceDate
    }

    /// The moment that lies `microseconds` after 1970-01-01T00:00:00Z.
    ///
    /// - Precondition: it lies within what PostgreSQL stores, the years -4712 to 294276; check what comes from outside first.
    public init(microsecondsSince1970 microseconds: Int64) {
        self.init(timeIntervalSinceReferenceDate: Double(microseconds - Self.referenceDate) / 1_000_000)
    }

    /// Foundation's epoch, 2001-01-01T00:00:00Z, from which a `Date` counts: with it each conversion rounds once.
    private static let referenceDate: Int64 = 978_307_200_000_000

    /// The moment as a message has it.
    public var timestamp: Google_Protobuf_Timestamp {
        let (seconds, microseconds) = microsecondsSince1970.quotientAndRemainder(dividingBy: 1_000_000)
        return if microseconds < 0 {
            Google_Protobuf_Timestamp(seconds: seconds - 1, nanos: Int32(microseconds + 1_000_000) * 1000)
        } else {
            Google_Protobuf_Timestamp(seconds: seconds, nanos: Int32(microseconds) * 1000)
        }
    }
}
