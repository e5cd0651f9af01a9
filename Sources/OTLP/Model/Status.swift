/// How a span's operation ended (`opentelemetry.proto.trace.v1.Status`).
public struct Status: Hashable, Sendable {
    /// The verdict, an open enumeration.
    public struct Code: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
        /// The number on the wire.
        public var rawValue: Int32

        /// Makes a code of its number.
        @inlinable
        public init(rawValue: Int32) {
            self.rawValue = rawValue
        }

        /// Nobody gave a verdict.
        public static let unset = Code(rawValue: 0)
        /// Someone vouches for success.
        public static let ok = Code(rawValue: 1)
        /// The operation failed.
        public static let error = Code(rawValue: 2)
    }

    /// The verdict.
    public var code: Code
    /// What a developer should know of a failure.
    public var message: String

    /// Makes a status.
    public init(code: Code = .unset, message: String = "") {
        self.code = code
        self.message = message
    }
}

extension Status.Code: CustomStringConvertible {
    /// `unset`, `ok` or `error`, or the number of an unlisted code.
    public var description: String {
        switch self {
        case .unset: "unset"
        case .ok: "ok"
        case .error: "error"
        default: "\(rawValue)"
        }
    }
}
