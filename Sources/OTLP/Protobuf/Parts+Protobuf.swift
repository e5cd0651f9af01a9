import COTLP

extension Span {
    /// Reads a Span message that stands alone; nil when its identifiers are not valid.
    public init?(protobuf bytes: UnsafeRawBufferPointer, arena: Arena, limits: Limits = Limits()) throws(OTLPError) {
        guard try WireScanner.span(bytes, limits: limits) != nil,
            let span = try arena.unpack(bytes, otlp__span__unpack, ProtobufDecoding.span)
        else { return nil }
        self = span
    }
}

extension Resource {
    /// Reads a Resource message that stands alone.
    public init(protobuf bytes: UnsafeRawBufferPointer, arena: Arena, limits: Limits = Limits()) throws(OTLPError) {
        try WireScanner.resource(bytes, limits: limits)
        self = try arena.unpack(bytes, otlp__resource__unpack, ProtobufDecoding.resource)
    }
}

extension InstrumentationScope {
    /// Reads an InstrumentationScope message that stands alone.
    public init(protobuf bytes: UnsafeRawBufferPointer, arena: Arena, limits: Limits = Limits()) throws(OTLPError) {
        try WireScanner.scope(bytes, limits: limits)
        self = try arena.unpack(bytes, otlp__instrumentation_scope__unpack, ProtobufDecoding.scope)
    }
}

extension AnyValue {
    /// Reads an AnyValue message that stands alone.
    public init(protobuf bytes: UnsafeRawBufferPointer, arena: Arena, limits: Limits = Limits()) throws(OTLPError) {
        try WireScanner.value(bytes, limits: limits)
        self = try arena.unpack(bytes, otlp__any_value__unpack, ProtobufDecoding.value)
    }
}
