import OTLP
import TestSupport
import Testing

/// The store scans without looking into attributes and checks those that it has not seen before.
@Suite("Attributes checked later")
struct AttributeCheckTests {
    /// What both ways say of a request.
    private enum Verdict: Equatable {
        case accepted(spans: Int, rejected: Int)
        case refused
    }

    private func scanWhole(_ bytes: [UInt8]) -> Verdict {
        guard let scanned = try? ScannedRequest(scanning: bytes) else { return .refused }
        return .accepted(spans: scanned.spans.count, rejected: scanned.rejectedSpans)
    }

    private func scanInParts(_ bytes: [UInt8]) -> Verdict {
        var scanned = ScannedRequest()
        do {
            try bytes.withUnsafeBytes { bytes in
                try WireScanner.scan(bytes, checksAttributes: false, into: &scanned)
                for range in scanned.attributes {
                    try WireScanner.checkAttribute(
                        UnsafeRawBufferPointer(rebasing: bytes[range.bounds]), limits: Limits())
                }
            }
        } catch {
            return .refused
        }
        return .accepted(spans: scanned.spans.count, rejected: scanned.rejectedSpans)
    }

    @Test("Given random and mutated requests, then both ways accept the same", arguments: UInt64(0)..<20)
    func same(_ seed: UInt64) {
        var generator = SeededGenerator(seed: 5_000 + seed)
        var refused = 0
        for round in 0..<80 {
            let request = ExportTraceServiceRequest.random(using: &generator).protobuf()
            #expect(scanInParts(request) == scanWhole(request), "seed \(seed), round \(round)")
            let bytes = request.mutated(using: &generator)
            let whole = scanWhole(bytes)
            let parts = scanInParts(bytes)
            refused += whole == .refused ? 1 : 0
            #expect(parts == whole, "seed \(seed), round \(round)")
        }
        #expect(refused > 10)
    }

    @Test("Given an attribute that nests too deep or is too many, then both ways refuse it")
    func limits() {
        let deep = (0..<33).reduce([0x18, 0x01] as [UInt8]) { value, _ in Wire.field(5, Wire.field(1, value)) }
        let deepest = (0..<32).reduce([0x18, 0x01] as [UInt8]) { value, _ in Wire.field(5, Wire.field(1, value)) }
        let many = [[UInt8]](repeating: Wire.attribute([0x18, 0x01]), count: 10_001).flatMap(\.self)
        for (span, isFine) in [(Wire.attribute(deep), false), (Wire.attribute(deepest), true), (many, false)] {
            let bytes = Wire.request(span: Wire.ids + span)
            #expect(scanWhole(bytes) == (isFine ? .accepted(spans: 1, rejected: 0) : .refused))
            #expect(scanInParts(bytes) == scanWhole(bytes))
        }
    }
}
