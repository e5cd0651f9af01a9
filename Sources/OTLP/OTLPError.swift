/// Why bytes could not be read as what they should be.
public struct OTLPError: Error, Hashable, Sendable {
    /// The kind of failure, an open enumeration.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The code's name.
        public let description: String

        /// The bytes break the encoding's own rules.
        public static let malformed = Code(description: "malformed")
        /// Text that is not UTF-8.
        public static let invalidUTF8 = Code(description: "invalidUTF8")
        /// More bytes, more levels or more entries than ``Limits`` allows.
        public static let limitExceeded = Code(description: "limitExceeded")
        /// A compressed body that zlib refuses, or that ends early.
        public static let compression = Code(description: "compression")
    }

    /// The kind of failure.
    public var code: Code
    /// What was wrong, in a sentence without a full stop.
    public var message: String
    /// The byte at which it was noticed, counted from the start of the message.
    public var offset: Int?

    /// Makes an error.
    public init(code: Code, message: String, offset: Int? = nil) {
        self.code = code
        self.message = message
        self.offset = offset
    }
}

extension OTLPError: CustomStringConvertible {
    /// The message and where it applies.
    public var description: String {
        offset.map { "\(message) (at byte \($0))" } ?? message
    }
}
