/// The library that recorded the spans (`opentelemetry.proto.common.v1.InstrumentationScope`).
public struct InstrumentationScope: Hashable, Sendable {
    /// The library's name.
    public var name: String
    /// The library's version.
    public var version: String
    /// What else describes it.
    public var attributes: [KeyValue]
    /// How many attributes were left out.
    public var droppedAttributesCount: UInt32

    /// Makes a scope.
    public init(
        name: String = "", version: String = "", attributes: [KeyValue] = [], droppedAttributesCount: UInt32 = 0
    ) {
        self.name = name
        self.version = version
        self.attributes = attributes
        self.droppedAttributesCount = droppedAttributesCount
    }
}
