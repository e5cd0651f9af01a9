/// Values that the application passes along with a request, through every process that it reaches (W3C Baggage).
///
/// Keys and values keep the form that they came in, so that what is only passed through arrives unchanged.
public struct Baggage: Hashable, Sendable {
    /// The most members that are read or sent.
    public static let maximumMembers = 64
    /// The longest header that is read or sent, in bytes.
    public static let maximumBytes = 8192

    /// One value.
    public struct Entry: Hashable, Sendable {
        /// What the value is called, a token (RFC 9110, section 5.6.2).
        public let key: String
        /// The value as it stands in the header.
        public let encodedValue: String
        /// The properties after the value, without the first semicolon; empty when there are none.
        public let metadata: String

        /// The value.
        public var value: String { PercentEncoding.decode(encodedValue) }
    }

    /// The values in the order in which they were set.
    public private(set) var entries: [Entry] = []

    /// Makes an empty baggage.
    public init() {}

    /// Whether there are no values.
    public var isEmpty: Bool { entries.isEmpty }

    /// The value of a key. Setting it drops the old value's metadata; a key that is no token is ignored.
    public subscript(key: String) -> String? {
        get { entries.first { $0.key == key }?.value }
        set {
            guard let newValue else {
                entries.removeAll { $0.key == key }
                return
            }
            set(Entry(key: key, encodedValue: PercentEncoding.encode(newValue), metadata: ""))
        }
    }

    /// Sets a value with properties such as `ttl=30;private`.
    public mutating func set(_ value: String, metadata: String, forKey key: String) {
        set(Entry(key: key, encodedValue: PercentEncoding.encode(value), metadata: metadata))
    }

    mutating func set(_ entry: Entry) {
        guard BaggageGrammar.isToken(entry.key.utf8), BaggageGrammar.isMetadata(entry.metadata.utf8) else { return }
        if let index = entries.firstIndex(where: { $0.key == entry.key }) {
            entries[index] = entry
        } else {
            entries.append(entry)
        }
    }
}
