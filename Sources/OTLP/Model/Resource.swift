/// The entity that made the spans: a process, its service, its host (`opentelemetry.proto.resource.v1.Resource`).
public struct Resource: Hashable, Sendable {
    /// What describes the entity; `service.name` names its service.
    public var attributes: [KeyValue]
    /// How many attributes were left out.
    public var droppedAttributesCount: UInt32

    /// Makes a resource.
    public init(attributes: [KeyValue] = [], droppedAttributesCount: UInt32 = 0) {
        self.attributes = attributes
        self.droppedAttributesCount = droppedAttributesCount
    }
}
