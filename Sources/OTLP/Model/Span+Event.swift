extension Span {
    /// Something that happened at one moment of a span.
    public struct Event: Hashable, Sendable {
        /// When, in nanoseconds since 1970.
        public var timeUnixNano: UInt64
        /// What, such as `exception`.
        public var name: String
        /// What describes it.
        public var attributes: [KeyValue]
        /// How many attributes were left out.
        public var droppedAttributesCount: UInt32

        /// Makes an event.
        public init(
            timeUnixNano: UInt64, name: String, attributes: [KeyValue] = [], droppedAttributesCount: UInt32 = 0
        ) {
            self.timeUnixNano = timeUnixNano
            self.name = name
            self.attributes = attributes
            self.droppedAttributesCount = droppedAttributesCount
        }
    }
}
