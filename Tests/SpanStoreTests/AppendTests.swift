import OTLP
import SpanStore
import Testing

@Suite("Appending")
struct AppendTests {
    private let directory = TemporaryDirectory()

    @Test("Given an appended request, then its spans can be queried at once")
    func queryableAtOnce() async throws {
        let store = try SpanStore(directory: directory.child("store"))
        let spans = [
            span(trace: 1, 1, attributes: [KeyValue(key: "http.route", value: "/")]),
            span(trace: 1, 2, parent: 1, name: "SELECT", start: 1_001),
        ]

        let result = try await store.append(request(spans, resource: [KeyValue(key: "host.name", value: "a")]))

        #expect(result == AppendResult(acceptedSpans: 2))
        let trace = try #require(try store.trace(traceID(1)))
        #expect(trace.spans.map(\.span) == spans)
        #expect(trace.spans[0].resource.attributes["host.name"] == "a")
        #expect(trace.spans[0].scope.name == "test")
        #expect(trace.spans[0].service == "shop")
        #expect(store.services() == ["shop"])
        #expect(
            try store.operations(of: "shop")
                == [Operation(name: "GET /", kind: .server), Operation(name: "SELECT", kind: .server)])
        #expect(store.statistics.spans == 2)
        #expect(try store.trace(traceID(2)) == nil)
        await store.close()
    }

    @Test("Given a closed store, when it is opened again, then everything is there and more can be appended")
    func reopen() async throws {
        let path = directory.child("store")
        for round in UInt64(1)...4 {
            let store = try SpanStore(directory: path)
            #expect(store.warnings.isEmpty)
            #expect(store.statistics.spans == Int(round) - 1)
            _ = try await store.append(request([span(trace: round, round)]))
            await store.close()
        }
        let store = try SpanStore(directory: path, mode: .readOnly)
        for round in UInt64(1)...4 {
            #expect(try store.trace(traceID(round))?.spanIDs == [round])
        }
    }

    @Test("Given small log files, then requests spread over several and all are found after opening again")
    func rotation() async throws {
        let path = directory.child("store")
        let options = SpanStore.Options(maximumFileBytes: 1_000)
        let store = try SpanStore(directory: path, options: options)
        for id in UInt64(1)...50 { _ = try await store.append(request([span(trace: id, id)])) }
        let before = try store.search(TraceSearch(limit: 100))
        await store.close()
        #expect(try Files.ofStore(in: path).contains { $0.hasSuffix(".segment") })

        let again = try SpanStore(directory: path, options: options)
        #expect(try again.search(TraceSearch(limit: 100)) == before)
        #expect(before.count == 50)
        #expect(again.statistics.bytes == store.statistics.bytes)
        await again.close()
    }

    @Test("Given spans without valid identifiers, then they are left out, told, and not forwarded")
    func partialSuccess() async throws {
        let store = try SpanStore(directory: directory.child("store"))
        let request = request([span(trace: 1, 1), span(trace: 1, 0), span(trace: 1, 3)])

        let result = try await store.append(request)

        #expect(result.acceptedSpans == 2)
        #expect(result.rejectedSpans == 1)
        #expect(result.rejectionMessage?.contains("span id") == true)
        let arrival = try #require(try store.arrivals(after: .start, maximumBytes: .max).requests.first)
        let scanned = try ScannedRequest(scanning: arrival)
        #expect(scanned.spans.count == 2 && scanned.rejectedSpans == 0)
        await store.close()
    }

    @Test("Given a request with no valid span at all, then nothing is written")
    func allRejected() async throws {
        let store = try SpanStore(directory: directory.child("store"))
        let result = try await store.append(request([span(trace: 1, 0)]))
        #expect(result.acceptedSpans == 0 && result.rejectedSpans == 1)
        #expect(store.statistics.bytes == 0)
        await store.close()
    }

    @Test("Given bytes that are no request, then they are refused with the place of the fault")
    func malformed() async throws {
        let store = try SpanStore(directory: directory.child("store"))
        let error = await #expect(throws: SpanStoreError.self) { _ = try await store.append([0x0A, 0x05, 0x00]) }
        #expect(error?.code == .invalidRequest)
        #expect((error?.cause as? OTLPError)?.offset == 2)
        await store.close()
    }

    @Test("Given a span that arrives twice, then it is shown once, before and after opening again")
    func duplicates() async throws {
        let path = directory.child("store")
        let store = try SpanStore(directory: path)
        let twice = request([span(trace: 1, 1), span(trace: 1, 2)])
        _ = try await store.append(twice)
        _ = try await store.append(twice)
        _ = try await store.append(request([span(trace: 2, 1), span(trace: 2, 1)]))
        #expect(try store.trace(traceID(1))?.spanIDs == [1, 2])
        #expect(try store.trace(traceID(2))?.spanIDs == [1])
        #expect(store.statistics.spans == 3)
        await store.close()
        let again = try SpanStore(directory: path, mode: .readOnly)
        #expect(again.statistics.spans == 3)
        #expect(again.statistics.traces == 2)
    }

    @Test("Given many tasks that append at once, then every acknowledged span is there")
    func concurrency() async throws {
        let path = directory.child("store")
        let store = try SpanStore(directory: path, options: SpanStore.Options(maximumFileBytes: 20_000))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in UInt64(1)...40 {
                group.addTask {
                    for index in UInt64(1)...25 {
                        _ = try await store.append(request([span(trace: task, task * 1_000 + index)]))
                        // What was acknowledged to this task must be visible to it.
                        #expect(try store.trace(traceID(task))?.spans.count == Int(index))
                    }
                }
            }
            try await group.waitForAll()
        }
        await store.close()
        let again = try SpanStore(directory: path, mode: .readOnly)
        #expect(again.statistics.spans == 1_000)
        for task in UInt64(1)...40 {
            #expect(try again.trace(traceID(task))?.spans.count == 25)
        }
    }

    @Test("Given a full queue, then a request is refused as overloaded")
    func overload() async throws {
        let store = try SpanStore(
            directory: directory.child("store"), options: SpanStore.Options(maximumWaitingBytes: 1))
        // One request is always taken, whatever its size; of many at once the others find it waiting.
        let codes = await withTaskGroup(of: SpanStoreError.Code?.self) { group in
            for id in UInt64(1)...200 {
                group.addTask {
                    do throws(SpanStoreError) {
                        _ = try await store.append(request([span(trace: id, id)]))
                        return nil
                    } catch {
                        return error.code
                    }
                }
            }
            return await group.reduce(into: [SpanStoreError.Code?]()) { $0.append($1) }
        }
        let accepted = codes.count { $0 == nil }
        #expect(accepted >= 1)
        #expect(codes.allSatisfy { $0 == nil || $0 == .overloaded })
        #expect(store.statistics.spans == accepted)
        await store.close()
    }

    @Test("Given a closed store, then appending fails and closing again does not")
    func closed() async throws {
        let store = try SpanStore(directory: directory.child("store"))
        await store.close()
        await store.close()
        let error = await #expect(throws: SpanStoreError.self) {
            _ = try await store.append(request([span(trace: 1, 1)]))
        }
        #expect(error?.code == .closed)
    }
}
