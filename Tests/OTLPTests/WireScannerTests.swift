import COTLP
import CProtobufC
import OTLP
import TestSupport
import Testing

@Suite("Wire scanner")
struct WireScannerTests {
    /// Whether protobuf-c alone accepts the bytes.
    private func unpacks(_ bytes: [UInt8]) -> Bool {
        let arena = Arena(maximumBytes: 64 << 20)
        return otlp__export_trace_service_request__unpack(arena.allocator, bytes.count, bytes) != nil
    }

    /// Expects that the scanner and protobuf-c read the same from bytes that the scanner accepts.
    private func expectSameValues(_ scanned: ScannedRequest, _ bytes: [UInt8], _ comment: Comment) throws {
        let request = try ExportTraceServiceRequest(protobuf: bytes)
        let groups = request.resourceSpans.flatMap { group in group.scopeSpans.map { (group.resource, $0) } }
        let spans = groups.flatMap { group in group.1.spans.map { (group.0, group.1.scope, $0) } }
        try #require(scanned.spans.count == spans.count, comment)
        let arena = Arena(maximumBytes: 64 << 20)
        for (found, (resource, scope, span)) in zip(scanned.spans, spans) {
            #expect(found.traceID == span.traceID && found.spanID == span.spanID, comment)
            #expect(found.parentSpanID == span.parentSpanID ?? SpanID(value: 0), comment)
            #expect(found.startTimeUnixNano == span.startTimeUnixNano, comment)
            #expect(found.endTimeUnixNano == span.endTimeUnixNano, comment)
            #expect(found.kind == span.kind && found.status == span.status.code, comment)
            #expect(String(decoding: bytes[found.name.bounds], as: UTF8.self) == span.name, comment)
            let row = scanned.scopes[Int(found.scope)]
            let place = scanned.resources[Int(row.resource)]
            let parts = try bytes.withUnsafeBytes { bytes in
                (
                    try OTLP.Span(protobuf: UnsafeRawBufferPointer(rebasing: bytes[found.span.bounds]), arena: arena),
                    try InstrumentationScope(
                        protobuf: UnsafeRawBufferPointer(rebasing: bytes[row.scope.bounds]), arena: arena),
                    try Resource(protobuf: UnsafeRawBufferPointer(rebasing: bytes[place.bounds]), arena: arena)
                )
            }
            #expect(parts.0 == span && parts.1 == scope && parts.2 == resource, comment)
        }
    }

    @Test("Given random requests, then the scanner finds what protobuf-c decodes", arguments: UInt64(0)..<20)
    func random(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for round in 0..<10 {
            let request = ExportTraceServiceRequest.random(using: &generator)
            let bytes = request.protobuf()
            #expect(try ExportTraceServiceRequest(protobuf: bytes) == request)
            #expect(try ExportTraceServiceRequest(json: request.json()) == request)
            let scanned = try ScannedRequest(scanning: bytes)
            #expect(scanned.rejectedSpans == 0)
            try expectSameValues(scanned, bytes, "seed \(seed), round \(round)")
        }
    }

    @Test(
        "Given mutated requests, then the scanner accepts only what protobuf-c does, and the same",
        arguments: UInt64(0)..<40)
    func mutated(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: 1_000 + seed)
        for round in 0..<60 {
            let bytes = ExportTraceServiceRequest.random(using: &generator).protobuf().mutated(using: &generator)
            let comment: Comment = "seed \(seed), round \(round)"
            do throws(OTLPError) {
                let scanned = try ScannedRequest(scanning: bytes)
                #expect(unpacks(bytes), comment)
                do { try expectSameValues(scanned, bytes, comment) } catch { Issue.record(error, comment) }
            } catch {
                // Beyond protobuf-c the scanner refuses what is not UTF-8, too deep, numbered 0 or there twice.
                let isStricter =
                    error.code != .malformed || error.message.contains("field number")
                    || error.message.contains("twice")
                #expect(isStricter || !unpacks(bytes), comment)
                #expect(error.offset.map { (0...bytes.count).contains($0) } == true, comment)
            }
        }
    }

    @Test("Given a request cut at any byte, then it is refused or ends between fields, as protobuf-c has it")
    func truncated() throws {
        let bytes = ExportTraceServiceRequest.complete.protobuf()
        var accepted = 0
        for count in 0...bytes.count {
            let cut = Array(bytes[..<count])
            let scanned = try? ScannedRequest(scanning: cut)
            #expect((scanned != nil) == unpacks(cut))
            accepted += scanned == nil ? 0 : 1
        }
        // Nothing, the first ResourceSpans, and everything.
        #expect(accepted == 3)
    }

    @Test(
        "Given a malformed message, then the error tells what and where",
        arguments: [
            ([0x0A], "ends early", 1), ([0x0A, 0x01], "ends beyond", 2), ([0x80], "ends early", 0),
            ([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], "too long", 0), ([0x00, 0x01], "field number", 0),
            ([0x0B], "wire type 3", 0), ([0x0C], "wire type 4", 0), ([0x0F], "wire type 7", 0),
            ([0x08, 0x01], "field 1 has wire type 0", 1), ([0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], "ends beyond", 6),
            ([0x10, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], "too long", 1),
            ([0x11, 0, 0, 0, 0, 0, 0, 0], "ends beyond", 1), ([0x15, 0, 0, 0], "ends beyond", 1),
            ([0x0A, 0x02, 0x1A, 0x05], "ends beyond", 4),
        ] as [([UInt8], String, Int)])
    func malformed(_ bytes: [UInt8], _ message: String, _ offset: Int) {
        let error = #expect(throws: OTLPError.self) { try ScannedRequest(scanning: bytes) }
        #expect(error?.code == .malformed)
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
        #expect(error?.offset == offset)
    }

    @Test(
        "Given text that is not UTF-8, then it is refused wherever it stands",
        arguments: [
            [0xFF], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80], [0xC3],
            [0xE2, 0x82], [0xF0, 0x9F, 0x98], Array("12345678".utf8) + [0xFE],
        ] as [[UInt8]])
    func invalidUTF8(_ text: [UInt8]) {
        for span in [
            Wire.field(5, text), Wire.field(3, text), Wire.field(15, Wire.field(2, text)),
            Wire.attribute(Wire.field(1, text)), Wire.field(9, Wire.field(1, text)),
            Wire.attribute(Wire.field(5, Wire.field(1, Wire.field(1, text)))),
        ] {
            let error = #expect(throws: OTLPError.self) {
                try ScannedRequest(scanning: Wire.request(span: Wire.ids + span))
            }
            #expect(error?.code == .invalidUTF8)
        }
        #expect(throws: Never.self) {
            try ScannedRequest(scanning: Wire.request(span: Wire.ids + Wire.attribute(Wire.field(7, text))))
        }
    }

    @Test("Given values that nest, then 32 levels are read and a thousand overflow nothing")
    func nesting() throws {
        for (list, wrap) in [(5, { Wire.field(1, $0) }), (6, { Wire.field(1, Wire.field(2, $0)) })]
            as [(UInt64, ([UInt8]) -> [UInt8])]
        {
            func request(_ depth: Int) -> [UInt8] {
                let value = (0..<depth).reduce([0x18, 0x01]) { value, _ in Wire.field(list, wrap(value)) }
                return Wire.request(span: Wire.ids + Wire.attribute(value))
            }
            #expect(try ScannedRequest(scanning: request(32)).spans.count == 1)
            #expect(throws: Never.self) { try ExportTraceServiceRequest(protobuf: request(32)) }
            for depth in [33, 1_000] {
                let error = #expect(throws: OTLPError.self) {
                    try ExportTraceServiceRequest(protobuf: request(depth))
                }
                #expect(error?.code == .limitExceeded)
            }
        }
    }

    @Test("Given more attributes than allowed, then the request is refused")
    func attributes() throws {
        let attributes = [[UInt8]](repeating: Wire.attribute([0x18, 0x01]), count: 5).flatMap(\.self)
        let bytes = Wire.request(span: Wire.ids + attributes)
        #expect(try ScannedRequest(scanning: bytes, limits: Limits(maximumAttributes: 5)).spans.count == 1)
        let error = #expect(throws: OTLPError.self) {
            try ScannedRequest(scanning: bytes, limits: Limits(maximumAttributes: 4))
        }
        #expect(error?.code == .limitExceeded)
    }

    @Test(
        "Given a span with invalid identifiers, then it is rejected and the others are read",
        arguments: [
            ("no trace id", Wire.field(2, [1, 2, 3, 4, 5, 6, 7, 8]), "trace id"),
            (
                "short trace id",
                Wire.field(1, [UInt8](repeating: 1, count: 15)) + Wire.field(2, [1, 2, 3, 4, 5, 6, 7, 8]), "trace id"
            ),
            ("zero trace id", Wire.ids + Wire.field(1, [UInt8](repeating: 0, count: 16)), "trace id"),
            ("zero span id", Wire.ids + Wire.field(2, [UInt8](repeating: 0, count: 8)), "span id"),
            ("long span id", Wire.ids + Wire.field(2, [UInt8](repeating: 1, count: 16)), "span id"),
            ("short parent", Wire.ids + Wire.field(4, [1]), "parent"),
            ("link", Wire.ids + Wire.field(13, Wire.field(1, [1])), "link"),
        ] as [(String, [UInt8], String)])
    func rejected(_ name: String, _ span: [UInt8], _ reason: String) throws {
        let bytes = Wire.request(span: Wire.ids) + Wire.request(span: span) + Wire.request(span: Wire.ids)
        let scanned = try ScannedRequest(scanning: bytes)
        #expect(scanned.spans.count == 2)
        #expect(scanned.rejectedSpans == 1)
        #expect(scanned.firstRejection?.message.contains(reason) == true)
        let request = try ExportTraceServiceRequest(protobuf: bytes)
        #expect(request.resourceSpans.map { $0.scopeSpans[0].spans.count } == [1, 0, 1])
    }

    @Test("Given a parent of zeros or no bytes, then the span is a root")
    func zeroParent() throws {
        for parent in [[], [UInt8](repeating: 0, count: 8)] {
            let bytes = Wire.request(span: Wire.ids + Wire.field(4, parent))
            #expect(try ScannedRequest(scanning: bytes).spans.first?.parentSpanID.isValid == false)
            #expect(
                try ExportTraceServiceRequest(protobuf: bytes).resourceSpans[0].scopeSpans[0].spans[0].parentSpanID
                    == nil)
        }
    }

    @Test("Given a resource behind its spans, then it is still theirs; given two, then the request is refused")
    func order() throws {
        let resource = Wire.field(1, Wire.field(1, Wire.field(1, [0x6B])))
        let scope = Wire.field(1, Wire.field(1, [0x73]))
        let spans = Wire.field(2, Wire.field(2, Wire.ids) + scope)
        let bytes = Wire.field(1, spans + resource)
        try expectSameValues(try ScannedRequest(scanning: bytes), bytes, "resource last")
        for twice in [
            resource + resource, Wire.field(2, scope + scope),
            Wire.field(2, Wire.field(2, Wire.ids + Wire.field(15, []) + Wire.field(15, []))),
            Wire.field(1, Wire.field(1, Wire.field(2, []) + Wire.field(2, []))),
        ] {
            let error = #expect(throws: OTLPError.self) { try ScannedRequest(scanning: Wire.field(1, twice)) }
            #expect(error?.message.contains("twice") == true)
        }
    }
}
