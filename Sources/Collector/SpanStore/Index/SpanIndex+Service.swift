import OTLP

extension SpanIndex {
    private static let serviceName: [UInt8] = Array("service.name".utf8)

    /// The number of the service that a Resource message names.
    mutating func service(of resource: WireRange, in payload: UnsafeRawBufferPointer) -> UInt32 {
        // The scanner has been over these bytes, so that reading them again cannot fail.
        if let name = try? Self.serviceName(of: resource.bounds, in: payload), !name.isEmpty {
            return services.number(of: UnsafeRawBufferPointer(rebasing: payload[name]))
        }
        return Array(SpanStore.unknownService.utf8).withUnsafeBytes { services.number(of: $0) }
    }

    /// Where the text of the first `service.name` lies; nil when there is none or it is no text.
    private static func serviceName(
        of resource: Range<Int>, in payload: UnsafeRawBufferPointer
    ) throws(OTLPError) -> Range<Int>? {
        var attributes = WireReader(payload, in: resource)
        while let attribute = try attributes.next() {
            guard attribute.number == 1 else { continue }
            var key = 0..<0
            var value = 0..<0
            var parts = WireReader(payload, in: attribute.range)
            while let part = try parts.next() {
                switch part.number {
                case 1: key = part.range
                case 2: value = part.range
                default: break
                }
            }
            guard payload[key].elementsEqual(serviceName) else { continue }
            var text: Range<Int>?
            var choices = WireReader(payload, in: value)
            while let choice = try choices.next() {
                if choice.number <= 7 { text = choice.number == 1 ? choice.range : nil }
            }
            return text
        }
        return nil
    }
}
