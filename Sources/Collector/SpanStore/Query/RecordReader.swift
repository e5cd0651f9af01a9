import OTLP

/// Reads spans from the log files for one query, and keeps the requests that it read last.
final class RecordReader {
    private static let maximumCachedBytes = 32 << 20

    private let snapshot: StoreSnapshot
    private let limits: Limits
    private let arena: Arena
    private var cache: [UInt32: [UInt8]] = [:]
    private var order: [UInt32] = []
    private var cachedBytes = 0
    private var decodedScopes: [UInt32: (Resource, InstrumentationScope)] = [:]

    init(_ snapshot: StoreSnapshot, limits: Limits) {
        self.snapshot = snapshot
        // What was accepted once is shown, whatever the limits are today.
        self.limits = Limits(
            maximumMessageBytes: .max, maximumNestingDepth: limits.maximumNestingDepth, maximumAttributes: .max,
            maximumArenaBytes: limits.maximumArenaBytes)
        arena = Arena(maximumBytes: limits.maximumArenaBytes)
    }

    /// Decodes the span of a row, with its resource and scope.
    func span(_ row: SpanRow) throws(SpanStoreError) -> TraceSpan {
        let scope = snapshot.scopes[Int(row.scope)]
        let payload = try payload(of: scope.record)
        do throws(OTLPError) {
            let (resource, instrumentation) = try decodeScope(row.scope, scope, payload)
            guard
                let span = try part(
                    payload, row.span,
                    { (bytes) throws(OTLPError) in
                        try OTLP.Span(protobuf: bytes, arena: arena, limits: limits)
                    })
            else { throw OTLPError(code: .malformed, message: "the span has other identifiers than before") }
            return TraceSpan(span: span, resource: resource, scope: instrumentation)
        } catch {
            throw changed(scope.record, error)
        }
    }

    /// Whether the row's span has all attributes, in itself or in its resource.
    func matches(_ row: SpanRow, _ matchers: [AttributeMatcher]) throws(SpanStoreError) -> Bool {
        let scope = snapshot.scopes[Int(row.scope)]
        let payload = try payload(of: scope.record)
        do throws(OTLPError) {
            return try part(payload, WireRange(offset: 0, count: UInt32(payload.count))) { (bytes) throws(OTLPError) in
                for matcher in matchers {
                    if try matcher.matches(field: 9, of: row.span.bounds, in: bytes, arena: arena) { continue }
                    guard try matcher.matches(field: 1, of: scope.resource.bounds, in: bytes, arena: arena) else {
                        return false
                    }
                }
                return true
            }
        } catch {
            throw changed(scope.record, error)
        }
    }

    /// The bytes of a stored request.
    func payload(of number: UInt32) throws(SpanStoreError) -> [UInt8] {
        if let payload = cache[number] { return payload }
        let record = snapshot.records[Int(number)]
        guard let file = snapshot.files[record.file] else {
            throw SpanStoreError(code: .io, message: "\(LogFile.name(record.file)) is gone")
        }
        let payload = try file.read(at: record.payloadOffset, count: Int(record.count))
        cache[number] = payload
        order.append(number)
        cachedBytes += payload.count
        while cachedBytes > Self.maximumCachedBytes, order.count > 1 {
            cachedBytes -= cache.removeValue(forKey: order.removeFirst())?.count ?? 0
        }
        return payload
    }

    private func decodeScope(
        _ number: UInt32, _ row: ScopeRow, _ payload: [UInt8]
    ) throws(OTLPError) -> (Resource, InstrumentationScope) {
        if let decoded = decodedScopes[number] { return decoded }
        let resource = try part(payload, row.resource) { (bytes) throws(OTLPError) in
            try Resource(protobuf: bytes, arena: arena, limits: limits)
        }
        let scope = try part(payload, row.scope) { (bytes) throws(OTLPError) in
            try InstrumentationScope(protobuf: bytes, arena: arena, limits: limits)
        }
        decodedScopes[number] = (resource, scope)
        return (resource, scope)
    }

    private func part<Value>(
        _ payload: [UInt8], _ range: WireRange, _ body: (UnsafeRawBufferPointer) throws(OTLPError) -> Value
    ) throws(OTLPError) -> Value {
        try payload.withUnsafeBufferPointer { (bytes) throws(OTLPError) in
            try body(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[range.bounds])))
        }
    }

    private func changed(_ record: UInt32, _ error: OTLPError) -> SpanStoreError {
        let row = snapshot.records[Int(record)]
        return SpanStoreError(
            code: .io, message: "the record at byte \(row.offset) of \(LogFile.name(row.file)) has changed on disk",
            cause: error)
    }
}
