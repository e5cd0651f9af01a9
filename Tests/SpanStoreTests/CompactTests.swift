import Testing

@testable import SpanStore

@Suite("Compacting a directory")
struct CompactTests {
    private let directory = TemporaryDirectory()

    @Test("Given logs and segments, then all becomes segments, and every trace is still there")
    func sealsLogs() async throws {
        let store = try await SpanStore.withTwoSegmentsAndALog(in: directory.path)
        await store.close()
        #expect(try Files.ofStore(in: directory.path).contains("0000000003.log"))

        let result = try await SpanStore.compact(directory: directory.path)

        #expect(result.warnings.isEmpty)
        #expect(result.before.files == 3 && result.before.spans == 6)
        #expect(result.after.files == 3 && result.after.spans == 6)
        #expect(
            try Files.ofStore(in: directory.path) == [
                "0000000001-0000000001.segment", "0000000002-0000000002.segment", "0000000003-0000000003.segment",
            ])
        let reader = try SpanStore(directory: directory.path, mode: .readOnly)
        for trace in UInt64(1)...3 { #expect(try reader.trace(traceID(trace))?.spans.count == 2) }
    }

    @Test("Given eight small segments, then they become one")
    func merges() async throws {
        for trace in UInt64(1)...8 {
            let store = try SpanStore(directory: directory.path, options: SpanStore.Options(maximumHeadSpans: 2))
            _ = try await store.append(SpanStore.twoSpans(trace))
            await store.close()
        }
        #expect(try Files.ofStore(in: directory.path).count == 8)

        let result = try await SpanStore.compact(directory: directory.path)

        #expect(result.after.files == 1 && result.after.spans == 16 && result.after.bytes < result.before.bytes)
        #expect(try Files.ofStore(in: directory.path) == ["0000000001-0000000008.segment"])
        #expect(try SpanStore.verify(directory: directory.path).isClean)
    }

    @Test("Given a bound on age, then what came before is deleted")
    func retention() async throws {
        // Its spans arrived in 1970.
        let store = try await SpanStore.withTwoSegmentsAndALog(in: directory.path)
        await store.close()
        let result = try await SpanStore.compact(
            directory: directory.path, options: SpanStore.Options(retentionAge: .seconds(3600)))
        #expect(result.before.spans == 6 && result.after.spans == 0)
        #expect(try Files.ofStore(in: directory.path).isEmpty)
    }

    @Test("Given a writer at work, then that is said, and nothing is changed")
    func locked() async throws {
        let store = try await SpanStore.withTwoSegmentsAndALog(in: directory.path)
        let before = try Files.ofStore(in: directory.path)
        let error = await #expect(throws: SpanStoreError.self) {
            try await SpanStore.compact(directory: directory.path)
        }
        #expect(error?.code == .locked)
        #expect(try Files.ofStore(in: directory.path) == before)
        await store.close()
    }

    @Test("Given no directory, then that is an error, and none is made")
    func missing() async throws {
        let path = directory.child("nowhere")
        let error = await #expect(throws: SpanStoreError.self) { try await SpanStore.compact(directory: path) }
        #expect(error?.code == .io)
        #expect(throws: SystemError.self) { try POSIX.names(in: path) }
    }
}
