import OTLP
import Testing

@testable import SpanStore

@Suite("Retention")
struct RetentionTests {
    private let directory = TemporaryDirectory()

    @Test("Given a bound on bytes, then the oldest files go with all that is known of them")
    func bytes() async throws {
        let path = directory.child("store")
        let options = SpanStore.Options(maximumFileBytes: 600, retentionBytes: 20_000)
        let store = try SpanStore(directory: path, options: options)
        _ = try await store.append(request([span(trace: 1, 1)], service: "old"))
        for id in UInt64(2)...200 {
            // Trace 1 goes on, so that its older spans are deleted from under it.
            _ = try await store.append(request([span(trace: id, id), span(trace: 1, id)]))
        }
        // Files are deleted after a request is answered; closing waits for that too.
        await store.close()

        #expect(store.statistics.bytes <= 20_000 && store.statistics.files >= 2)
        #expect(try Files.ofStore(in: path).count == store.statistics.files)
        #expect(try store.trace(traceID(2)) == nil)
        #expect(try store.services() == ["shop"] && store.operations(of: "old").isEmpty)
        let last = try #require(try store.trace(traceID(1))).spanIDs
        #expect(last.count < 200 && last.max() == 200 && !last.contains(1))

        let again = try SpanStore(directory: path, options: options)
        let found = try store.search(TraceSearch(limit: 1_000))
        #expect(try again.search(TraceSearch(limit: 1_000)) == found)
        // What was deleted may come again.
        _ = try await again.append(request([span(trace: 2, 2)]))
        #expect(try again.trace(traceID(2))?.spanIDs == [2])
        await again.close()
    }

    @Test("Given a bound on age, then files go when their newest record is older, but never the newest file")
    func age() async throws {
        let clock = ManualClock()
        let path = directory.child("store")
        let options = SpanStore.Options(maximumFileBytes: 200, retentionAge: .seconds(60))
        let store = try SpanStore(directory: path, mode: .readWrite, options: options) { clock.time }
        for id in UInt64(1)...4 { _ = try await store.append(request([span(trace: id, id)])) }
        clock.advance(seconds: 61)
        _ = try await store.append(request([span(trace: 5, 5)]))
        await store.close()
        #expect(store.statistics.files == 1)
        #expect(try store.search(TraceSearch()).map(\.id.low) == [5])

        clock.advance(seconds: 61)
        let again = try SpanStore(directory: path, mode: .readWrite, options: options) { clock.time }
        #expect(try again.trace(traceID(5)) != nil)
        await again.close()
    }
}
