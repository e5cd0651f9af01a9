import OTLP
import SpanStore
import Testing

@Suite("Arrivals")
struct ArrivalTests {
    private let directory = TemporaryDirectory()

    @Test("Given stored requests, then they come in their order, in portions, across files and restarts")
    func order() async throws {
        let path = directory.child("store")
        let options = SpanStore.Options(maximumFileBytes: 700)
        let requests = (UInt64(1)...30).map { request([span(trace: $0, $0)]) }
        var received: [[UInt8]] = []
        var cursor = ArrivalCursor.start
        var store = try SpanStore(directory: path, options: options)
        for (index, request) in requests.enumerated() {
            _ = try await store.append(request)
            guard index % 7 == 6 else { continue }
            let arrivals = try store.arrivals(after: cursor, maximumBytes: 300)
            #expect(!arrivals.requests.isEmpty && arrivals.requests.reduce(0) { $0 + $1.count } <= 300)
            received += arrivals.requests
            // The cursor is kept as text, and the store is opened again.
            cursor = try #require(ArrivalCursor(arrivals.next.description))
            await store.close()
            store = try SpanStore(directory: path, options: options)
        }
        while true {
            let arrivals = try store.arrivals(after: cursor, maximumBytes: 1)
            if arrivals.requests.isEmpty { break }
            #expect(arrivals.requests.count == 1)
            received += arrivals.requests
            cursor = arrivals.next
        }
        #expect(received == requests)
        #expect(cursor == store.endOfArrivals)
        #expect(try store.arrivals(after: cursor, maximumBytes: .max).next == cursor)
        await store.close()
    }

    @Test("Given a task that waits, when a request arrives, then it goes on")
    func wait() async throws {
        let store = try SpanStore(directory: directory.child("store"))
        for id in UInt64(1)...50 {
            let end = store.endOfArrivals
            let waiter = Task { try await store.waitForArrivals(after: end) }
            _ = try await store.append(request([span(trace: id, id)]))
            try await waiter.value
            #expect(try store.arrivals(after: end, maximumBytes: .max).requests.count == 1)
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

    @Test("Given text that is no cursor, then it is refused", arguments: ["", "1", "1:", ":1", "a:1", "1:2:3", "-1:2"])
    func cursorText(_ text: String) {
        #expect(ArrivalCursor(text) == nil)
        #expect(ArrivalCursor("12:345")?.description == "12:345")
    }
}
