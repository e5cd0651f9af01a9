import OTLP
import SpanStore
import Testing

@Suite("Arrivals")
struct ArrivalTests {
    private let directory = TemporaryDirectory()

    /// The spans that arrive after a cursor, one portion after the other, and where that ends.
    private func all(
        after start: ArrivalCursor, in store: SpanStore, maximumBytes: Int = 300
    ) throws -> (spans: [UInt64], end: ArrivalCursor) {
        var spans: [UInt64] = []
        var cursor = start
        while store.hasArrivals(after: cursor) {
            let arrivals = try store.arrivals(after: cursor, maximumBytes: maximumBytes)
            for request in arrivals.requests {
                spans += try ScannedRequest(scanning: request).spans.map(\.spanID.value)
            }
            // The cursor is kept as text.
            cursor = try #require(ArrivalCursor(arrivals.next.description))
        }
        return (spans, cursor)
    }

    @Test("Given an exporter that follows, then each span comes once, though logs become segments meanwhile")
    func following() async throws {
        let options = SpanStore.Options(maximumFileBytes: 1_200)
        let store = try SpanStore(directory: directory.child("store"), options: options)
        var received: [UInt64] = []
        var cursor = ArrivalCursor.start
        for id in UInt64(1)...60 {
            _ = try await store.append(request([span(trace: id, id), span(trace: id + 1, id + 1_000)]))
            guard id % 3 == 0 else { continue }
            let (spans, end) = try all(after: cursor, in: store)
            received += spans
            cursor = end
        }
        #expect(received.count == 120)
        #expect(Set(received) == Set(1...60).union(1_001...1_060))
        #expect(try store.arrivals(after: cursor, maximumBytes: .max).requests.isEmpty)
        await store.close()
    }

    @Test("Given an exporter that comes late or again, then it gets every span, in portions, across restarts")
    func late() async throws {
        let path = directory.child("store")
        let options = SpanStore.Options(maximumFileBytes: 3_000)
        var cursor = ArrivalCursor.start
        var received: Set<UInt64> = []
        for round in UInt64(0)..<4 {
            let store = try SpanStore(directory: path, options: options)
            for id in round * 40 + 1...round * 40 + 40 { _ = try await store.append(request([span(trace: id, id)])) }
            if round.isMultiple(of: 2) {
                let portion = try store.arrivals(after: cursor, maximumBytes: 300)
                #expect(!portion.requests.isEmpty && portion.requests.reduce(0) { $0 + $1.count } < 600)
                let (spans, end) = try all(after: cursor, in: store)
                received.formUnion(spans)
                cursor = end
            }
            await store.close()
        }
        let store = try SpanStore(directory: path, mode: .readOnly)
        received.formUnion(try all(after: cursor, in: store).spans)
        #expect(received == Set(1...160))
        #expect(Set(try all(after: .start, in: store, maximumBytes: .max).spans) == received)
    }

    @Test("Given a task that waits, when a request arrives, then it goes on")
    func wait() async throws {
        let store = try SpanStore(directory: directory.child("store"))
        var cursor = ArrivalCursor.start
        for id in UInt64(1)...50 {
            let end = try store.arrivals(after: cursor, maximumBytes: .max).next
            let waiter = Task { try await store.waitForArrivals(after: end) }
            _ = try await store.append(request([span(trace: id, id)]))
            try await waiter.value
            #expect(try store.arrivals(after: end, maximumBytes: .max).requests.count == 1)
            cursor = end
        }
        try await store.waitForArrivals(after: .start)
        await store.close()
    }

    @Test("Given a task that waits, when it is cancelled or the store closes, then it is told")
    func endOfWaiting() async throws {
        let store = try SpanStore(directory: directory.child("store"))
        for _ in 0..<50 {
            let cancelled = Task { try await store.waitForArrivals(after: .start) }
            cancelled.cancel()
            await #expect(throws: CancellationError.self) { try await cancelled.value }
        }
        let closed = Task { try await store.waitForArrivals(after: .start) }
        await store.close()
        let error = await #expect(throws: SpanStoreError.self) { try await closed.value }
        #expect(error?.code == .closed)
    }

    @Test(
        "Given text that is no cursor, then it is refused",
        arguments: ["", "1", "1:", ":1", "a:1", "1:2:3", "-1:2", "2-1:0", "1:-1", "1-2-3:0", "1:+1"])
    func cursorText(_ text: String) {
        #expect(ArrivalCursor(text) == nil)
        #expect(ArrivalCursor("12:345")?.description == "12:345")
        #expect(ArrivalCursor("12-15:345")?.description == "12-15:345")
    }
}
