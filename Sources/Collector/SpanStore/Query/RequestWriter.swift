/// Builds an ExportTraceServiceRequest of Span messages, grouped by where they come from.
struct RequestWriter {
    /// Names a source without comparing its bytes: its number in a head or in a segment.
    struct SourceKey: Hashable {
        var container: ObjectIdentifier
        var number: UInt32
    }

    private struct Group {
        /// A ``SpanSource``.
        var source: [UInt8]
        /// The ScopeSpans' field 2, span after span.
        var spans: [UInt8] = []
    }

    private var groups: [Group] = []
    private var groupOfSource: [SourceKey: Int] = [:]
    private var message: [UInt8] = []
    private(set) var spanCount = 0
    /// About how long the request will be.
    private(set) var byteCount = 0

    /// Adds a span; `source` is asked for when its group is new.
    mutating func add(
        _ key: SourceKey, source: () throws(SpanStoreError) -> [UInt8],
        message write: (inout [UInt8]) throws(SpanStoreError) -> Void
    ) throws(SpanStoreError) {
        message.removeAll(keepingCapacity: true)
        try write(&message)
        let index: Int
        if let known = groupOfSource[key] {
            index = known
        } else {
            index = groups.count
            let source = try source()
            byteCount += source.count
            groups.append(Group(source: source))
            groupOfSource[key] = index
        }
        groups[index].spans.append(0x12)
        message.withUnsafeBytes { groups[index].spans.appendCounted($0) }
        byteCount += message.count + 4
        spanCount += 1
    }

    /// The request; the writer is empty again.
    mutating func take() throws(SpanStoreError) -> [UInt8] {
        var request: [UInt8] = []
        request.reserveCapacity(byteCount + 64 * groups.count)
        for group in groups {
            do throws(BytesReader.Malformed) {
                try group.source.withTypedThrowingBytes { (bytes) throws(BytesReader.Malformed) in
                    Self.append(try SpanSource(bytes), group.spans, to: &request)
                }
            } catch {
                throw SpanStoreError(code: .damaged, message: "the source of some spans cannot be read")
            }
        }
        groups = []
        groupOfSource = [:]
        spanCount = 0
        byteCount = 0
        return request
    }

    private static func append(_ source: SpanSource, _ spans: [UInt8], to request: inout [UInt8]) {
        func size(_ part: UnsafeRawBufferPointer) -> Int {
            part.isEmpty ? 0 : 1 + VarintSize.of(UInt64(part.count)) + part.count
        }
        func put(_ tag: UInt8, _ part: UnsafeRawBufferPointer) {
            guard !part.isEmpty else { return }
            request.append(tag)
            request.appendCounted(part)
        }
        let scopeSpans = size(source.scope) + spans.count + size(source.schemaURL)
        let resourceSpans =
            size(source.resource) + 1 + VarintSize.of(UInt64(scopeSpans)) + scopeSpans + size(source.resourceSchemaURL)
        request.append(0x0A)
        request.appendVarint(resourceSpans)
        put(0x0A, source.resource)
        request.append(0x12)
        request.appendVarint(scopeSpans)
        put(0x0A, source.scope)
        request.append(contentsOf: spans)
        put(0x1A, source.schemaURL)
        put(0x1A, source.resourceSchemaURL)
    }
}
