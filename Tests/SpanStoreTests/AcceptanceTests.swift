import OTLP
import TestSupport
import Testing

@testable import SpanStore

@Suite("What the store accepts")
struct AcceptanceTests {
    private let directory = TemporaryDirectory()

    @Test(
        "Given mutated requests, then the store accepts what the scanner does as a whole, and keeps what protobuf-c reads",
        arguments: UInt64(1)...4)
    func mutated(_ seed: UInt64) async throws {
        var generator = ModelGenerator(seed: seed)
        let options = SpanStore.Options(maximumFileBytes: 30_000)
        let store = try SpanStore(directory: directory.child("store-\(seed)"), options: options)
        var model = NaiveStore()
        var accepted = 0
        var refused = 0
        for round in 0..<400 {
            // Each with identifiers of its own, so that nothing is a duplicate unless a mutation makes it one.
            let spans = (0..<3).map { RichSpans.span(trace: UInt64(round + 1), UInt64(round * 3 + $0 + 1)) }
            let bytes = RichSpans.request(spans).mutated(using: &generator.random)
            let scanned = try? ScannedRequest(scanning: bytes)
            let result: AppendResult
            do throws(SpanStoreError) {
                result = try await store.append(bytes)
            } catch {
                #expect(error.code == .invalidRequest && scanned == nil, "seed \(seed), round \(round)")
                refused += 1
                continue
            }
            #expect(scanned?.spans.count == result.acceptedSpans, "seed \(seed), round \(round)")
            #expect(scanned?.rejectedSpans == result.rejectedSpans, "seed \(seed), round \(round)")
            model.append(try TraceSpan.all(in: bytes))
            accepted += 1
        }
        #expect(accepted > 40 && refused > 40)
        let ids = Set(model.traceIDs)
        for id in ids { expectSame(try store.trace(id), model.trace(id)) }
        await store.close()
        let again = try SpanStore(directory: directory.child("store-\(seed)"), mode: .readOnly)
        #expect(again.warnings.isEmpty)
        for id in ids { expectSame(try again.trace(id), model.trace(id)) }
        let found = Set(try again.search(TraceSearch(limit: 10_000)).map(\.id))
        #expect(found == ids)
    }

    /// Compares as text, in which one NaN is like another and 0 unlike -0.
    private func expectSame(_ found: Trace?, _ expected: Trace?) {
        #expect(String(reflecting: found) == String(reflecting: expected))
    }

    @Test(
        "Given an attribute that is malformed in a span that is left out, then the whole request is refused",
        arguments: ["rejected for its identifier", "a duplicate"])
    func unseenAttribute(_ reason: String) async throws {
        let store = try SpanStore(directory: directory.child("store"))
        _ = try await store.append(request([span(trace: 1, 1)]))
        let marked = KeyValue(key: "key", value: .string("@@@@"))
        let left =
            reason == "a duplicate" ? span(trace: 1, 1, attributes: [marked]) : span(trace: 1, 0, attributes: [marked])
        var bytes = request([left, span(trace: 2, 2)])
        let place = try #require(bytes.indices.first { bytes[$0...].starts(with: Array("@@@@".utf8)) })
        bytes[place] = 0xFF
        #expect(throws: OTLPError.self) { try ScannedRequest(scanning: bytes) }
        await #expect(throws: SpanStoreError.self) { _ = try await store.append(bytes) }
        #expect(try store.trace(traceID(2)) == nil)
        await store.close()
    }
}

extension [UInt8] {
    /// These bytes with an accident or two.
    fileprivate func mutated(using generator: inout SeededGenerator) -> [UInt8] {
        var bytes = self
        for _ in 0..<Int.random(in: 1...2, using: &generator) where !bytes.isEmpty {
            let index = Int.random(in: 0..<bytes.count, using: &generator)
            let end = Swift.min(bytes.count, index + Int.random(in: 1...16, using: &generator))
            switch Int.random(in: 0..<8, using: &generator) {
            case 0...3: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 4: bytes[index] = UInt8(truncatingIfNeeded: generator.next())
            case 5: bytes.insert(contentsOf: bytes[index..<end], at: index)
            case 6: bytes.removeSubrange(index..<end)
            default: if Bool.random(using: &generator) { bytes.removeLast(bytes.count - index) }
            }
        }
        return bytes
    }
}

extension TraceSpan {
    /// The spans of a request as protobuf-c reads them.
    static func all(in request: [UInt8]) throws -> [TraceSpan] {
        try ExportTraceServiceRequest(protobuf: request).resourceSpans.flatMap { group in
            group.scopeSpans.flatMap { part in
                part.spans.map { TraceSpan(span: $0, resource: group.resource, scope: part.scope) }
            }
        }
    }
}
