import OTLP

/// What the spans of one group on the wire have in common: four counted parts, the Resource message, its schema URL,
/// the InstrumentationScope message, its schema URL.
struct SpanSource {
    var resource: UnsafeRawBufferPointer
    var resourceSchemaURL: UnsafeRawBufferPointer
    var scope: UnsafeRawBufferPointer
    var schemaURL: UnsafeRawBufferPointer

    /// The source of a scanned scope.
    init(_ number: Int, of scanned: borrowing ScannedRequest, in bytes: UnsafeRawBufferPointer) {
        let scope = scanned.scopes[number]
        resource = UnsafeRawBufferPointer(rebasing: bytes[scanned.resources[Int(scope.resource)].bounds])
        resourceSchemaURL = UnsafeRawBufferPointer(
            rebasing: bytes[scanned.resourceSchemaURLs[Int(scope.resource)].bounds])
        self.scope = UnsafeRawBufferPointer(rebasing: bytes[scope.scope.bounds])
        schemaURL = UnsafeRawBufferPointer(rebasing: bytes[scope.schemaURL.bounds])
    }

    /// Reads what ``append(to:)`` has written; the parts lie in `bytes`.
    init(_ bytes: UnsafeRawBufferPointer) throws(BytesReader.Malformed) {
        var reader = BytesReader(bytes)
        resource = try reader.counted()
        resourceSchemaURL = try reader.counted()
        scope = try reader.counted()
        schemaURL = try reader.counted()
    }

    func append(to output: inout [UInt8]) {
        output.appendCounted(resource)
        output.appendCounted(resourceSchemaURL)
        output.appendCounted(scope)
        output.appendCounted(schemaURL)
    }

    /// The resource's `service.name`, or what stands for none.
    var service: String {
        // Of several attributes with one key the first counts, as in a decoded resource.
        guard let value = attribute("service.name"), value.count > 2, value[0] == 0x0A else {
            return SpanStore.unknownService
        }
        var reader = WireReader(value)
        var name = SpanStore.unknownService
        while let field = try? reader.next() {
            if field.number == 1, !field.range.isEmpty { name = String(decoding: value[field.range], as: UTF8.self) }
        }
        return name
    }

    /// The AnyValue message of the resource's first attribute with this key.
    private func attribute(_ key: StaticString) -> UnsafeRawBufferPointer? {
        var fields = WireReader(resource)
        while let field = try? fields.next() {
            guard field.number == 1 else { continue }
            var isKey = false
            var value = 0..<0
            var parts = WireReader(resource, in: field.range)
            while let part = try? parts.next() {
                switch part.number {
                case 1:
                    isKey =
                        part.range.count == key.utf8CodeUnitCount
                        && ByteHash.equal(key.utf8Start, resource.baseAddress! + part.lowerBound, part.range.count)
                case 2: value = part.range
                default: break
                }
            }
            if isKey { return UnsafeRawBufferPointer(rebasing: resource[value]) }
        }
        return nil
    }
}
