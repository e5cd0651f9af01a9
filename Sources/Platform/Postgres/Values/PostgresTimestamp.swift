public import FoundationEssentials

/// A `timestamp with time zone`: an instant in microseconds, or one of PostgreSQL's two infinities.
///
/// `Date` can be used in its place where an infinity can't occur; it holds today's instants to the microsecond.
public struct PostgresTimestamp: Hashable, Sendable {
    /// Microseconds since 2000-01-01 00:00:00 UTC, PostgreSQL's epoch; the two extremes are the infinities.
    var microsecondsSince2000: Int64

    /// Later than every other instant.
    public static let infinity = PostgresTimestamp(microsecondsSince2000: .max)

    /// Earlier than every other instant.
    public static let negativeInfinity = PostgresTimestamp(microsecondsSince2000: .min)

    /// PostgreSQL's epoch in the Unix time scale.
    private static let epoch: Int64 = 946_684_800_000_000

    init(microsecondsSince2000: Int64) {
        self.microsecondsSince2000 = microsecondsSince2000
    }

    /// An instant in microseconds since 1970-01-01 00:00:00 UTC; one too far in the past for
    /// PostgreSQL's scale becomes ``negativeInfinity``.
    public init(microsecondsSince1970 microseconds: Int64) {
        let (value, overflow) = microseconds.subtractingReportingOverflow(Self.epoch)
        microsecondsSince2000 = overflow ? .min : value
    }

    /// The instant that a date names, to the nearest microsecond; one beyond PostgreSQL's scale becomes an infinity.
    public init(_ date: Date) {
        let microseconds = (date.timeIntervalSinceReferenceDate * 1e6).rounded()
        let value = Int64(exactly: microseconds)?.addingReportingOverflow(Self.referenceDate)
        let infinity: Int64 = microseconds > 0 ? .max : .min
        microsecondsSince2000 = value.map { $0.overflow ? infinity : $0.partialValue } ?? infinity
    }

    /// Microseconds from PostgreSQL's epoch to Foundation's, 2001-01-01 00:00:00 UTC.
    private static let referenceDate: Int64 = 31_622_400_000_000

    /// Whether this is an instant and not an infinity.
    public var isFinite: Bool { self != .infinity && self != .negativeInfinity }

    /// Microseconds since 1970-01-01 00:00:00 UTC; nil for an infinity and for an instant beyond `Int64`.
    public var microsecondsSince1970: Int64? {
        let (value, overflow) = microsecondsSince2000.addingReportingOverflow(Self.epoch)
        return isFinite && !overflow ? value : nil
    }

    /// The date, to the nearest that `Date` knows; nil for an infinity and for an instant beyond `Int64`.
    public var date: Date? {
        let (value, overflow) = microsecondsSince2000.subtractingReportingOverflow(Self.referenceDate)
        guard isFinite, !overflow else { return nil }
        // Rounded once, in the division, so that a date that was sent is equal to itself when it comes back.
        return Date(timeIntervalSinceReferenceDate: Double(value) / 1e6)
    }
}

extension PostgresTimestamp: Comparable {
    /// The earlier instant comes first.
    public static func < (left: Self, right: Self) -> Bool { left.microsecondsSince2000 < right.microsecondsSince2000 }
}

extension PostgresTimestamp: PostgresEncodable, PostgresDecodable {
    /// `timestamp with time zone`
    public static var postgresType: PostgresType { .timestamptz }

    /// Appends the value in the binary format.
    public func encode(into bytes: inout [UInt8]) { bytes.append(bigEndian: microsecondsSince2000) }

    /// Reads the value from the binary format.
    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(PostgresValueError) -> PostgresTimestamp {
        guard type == .timestamptz else { throw PostgresValueError("\(type) is not timestamp with time zone") }
        return PostgresTimestamp(microsecondsSince2000: try bytes.bigEndian(as: Int64.self))
    }
}

extension Date: PostgresEncodable, PostgresDecodable {
    /// `timestamp with time zone`
    public static var postgresType: PostgresType { .timestamptz }

    /// Appends the value in the binary format.
    public func encode(into bytes: inout [UInt8]) { PostgresTimestamp(self).encode(into: &bytes) }

    /// Reads the value from the binary format.
    public static func decode(_ bytes: RawSpan, type: PostgresType) throws(PostgresValueError) -> Date {
        guard let date = try PostgresTimestamp.decode(bytes, type: type).date else {
            throw PostgresValueError("an infinite timestamp is not a date (read it as PostgresTimestamp)")
        }
        return date
    }
}
