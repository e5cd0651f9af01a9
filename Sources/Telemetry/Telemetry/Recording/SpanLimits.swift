/// How much one span may hold; what goes beyond is dropped and counted.
public struct SpanLimits: Hashable, Sendable {
    /// How many attributes a span may have.
    public var attributeCount: Int
    /// How many events.
    public var eventCount: Int
    /// How many links.
    public var linkCount: Int
    /// How many attributes each event may have.
    public var eventAttributeCount: Int
    /// How many attributes each link may have.
    public var linkAttributeCount: Int
    /// How many Unicode scalars the text of an attribute may have; the rest is cut off.
    public var attributeValueLength: Int

    /// Makes limits; the defaults are the specification's.
    public init(
        attributeCount: Int = 128, eventCount: Int = 128, linkCount: Int = 128, eventAttributeCount: Int = 128,
        linkAttributeCount: Int = 128, attributeValueLength: Int = .max
    ) {
        self.attributeCount = attributeCount
        self.eventCount = eventCount
        self.linkCount = linkCount
        self.eventAttributeCount = eventAttributeCount
        self.linkAttributeCount = linkAttributeCount
        self.attributeValueLength = attributeValueLength
    }
}
