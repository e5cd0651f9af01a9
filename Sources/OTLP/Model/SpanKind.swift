/// What role a span plays in a trace (`opentelemetry.proto.trace.v1.Span.SpanKind`).
///
/// The enumeration is open, as in every proto3 message: a number that is not listed here is kept as it came.
public struct SpanKind: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    /// The number on the wire.
    public var rawValue: Int32

    /// Makes a kind of its number.
    @inlinable
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// Not told; treat it as ``internal``.
    public static let unspecified = SpanKind(rawValue: 0)
    /// An operation inside one application.
    public static let `internal` = SpanKind(rawValue: 1)
    /// The server's side of a request.
    public static let server = SpanKind(rawValue: 2)
    /// The client's side of a request.
    public static let client = SpanKind(rawValue: 3)
    /// A message handed to a broker.
    public static let producer = SpanKind(rawValue: 4)
    /// A message taken from a broker.
    public static let consumer = SpanKind(rawValue: 5)

    private static let names = ["unspecified", "internal", "server", "client", "producer", "consumer"]

    /// Reads a lower-case name such as `server`.
    public init?(name: some StringProtocol) {
        guard let index = Self.names.firstIndex(where: { $0 == name }) else { return nil }
        self.init(rawValue: Int32(index))
    }
}

extension SpanKind: CustomStringConvertible {
    /// The lower-case name such as `server`, or the number of an unlisted kind.
    public var description: String {
        Self.names.indices.contains(Int(rawValue)) ? Self.names[Int(rawValue)] : "\(rawValue)"
    }
}
