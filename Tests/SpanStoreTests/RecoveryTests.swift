import OTLP
import Testing

@testable import SpanStore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

@Suite("Recovery")
struct RecoveryTests {
    private let directory = TemporaryDirectory()
    private static let traces = UInt64(1)...3

    /// The bytes of a log with one request of one span for each trace.
    private func makeLog() async throws -> (bytes: [UInt8], recordEnds: [Int]) {
        let path = directory.child("source")
        let store = try SpanStore(directory: path)
        var ends: [Int] = []
        for trace in Self.traces {
            _ = try await store.append(request([span(trace: trace, trace)]))
            ends.append(store.statistics.bytes)
        }
        // Before it is closed, when the log becomes a segment.
        let bytes = try Files.read(path + "/" + StoreFileName.log(1).description)
        await store.close()
        return (bytes, ends)
    }

    /// A directory that holds just this log.
    private func makeDirectory(_ name: String, _ bytes: [UInt8]) throws -> String {
        let path = directory.child(name)
        try POSIX.makeDirectory(path)
        try Files.write(bytes, to: path + "/" + StoreFileName.log(1).description)
        return path
    }

    private func traces(in store: SpanStore) throws -> [UInt64] {
        try store.search(TraceSearch(limit: 100)).map(\.id.low).sorted()
    }

    @Test("Given a log cut at any byte, then every whole record before the cut is there and appending goes on")
    func cut() async throws {
        let (bytes, ends) = try await makeLog()
        for count in 0...bytes.count {
            let path = try makeDirectory("cut-\(count)", Array(bytes[..<count]))
            let whole = Self.traces.prefix(ends.count { $0 <= count })

            let reader = try SpanStore(directory: path, mode: .readOnly)
            #expect(try traces(in: reader) == Array(whole))
            #expect(try Files.read(path + "/" + StoreFileName.log(1).description).count == count)

            let store = try SpanStore(directory: path)
            #expect(try traces(in: store) == Array(whole))
            _ = try await store.append(request([span(trace: 99, 99)]))
            await store.close()

            let again = try SpanStore(directory: path, mode: .readOnly)
            #expect(again.warnings.isEmpty)
            #expect(try traces(in: again) == whole + [99])
        }
    }

    @Test("Given a bit flipped at any byte, then only the record that it hit is missing")
    func flipped() async throws {
        let (bytes, ends) = try await makeLog()
        for index in bytes.indices {
            var damaged = bytes
            damaged[index] ^= 1 << UInt8(index % 8)
            let path = try makeDirectory("flip-\(index)", damaged)
            let hit = index < LogFormat.fileHeaderCount ? 0 : UInt64(ends.count { $0 <= index }) + 1

            let store = try SpanStore(directory: path)

            #expect(try traces(in: store) == Self.traces.filter { $0 != hit })
            #expect(store.warnings.count == 1)
            #expect(store.warnings.first?.contains(StoreFileName.log(1).description) == true)
            await store.close()
        }
    }

    @Test(
        "Given a file that is no log of ours, then it is left alone, named, and a new one is begun",
        arguments: [
            ("magic", Array("NOTALOG!".utf8) + [1, 0, 0, 0, 0, 0, 0, 0]),
            ("version", LogFormat.fileHeader(version: 1)),
        ] as [(String, [UInt8])])
    func foreign(_ name: String, _ bytes: [UInt8]) async throws {
        let path = try makeDirectory(name, bytes)
        let store = try SpanStore(directory: path)
        #expect(store.warnings.count == 1)
        _ = try await store.append(request([span(trace: 1, 1)]))
        await store.close()
        #expect(try Files.read(path + "/" + StoreFileName.log(1).description) == bytes)
        #expect(try SpanStore(directory: path, mode: .readOnly).trace(traceID(1)) != nil)
    }

    @Test("Given copies taken while requests come, as a kill would leave them, then nothing acknowledged is missing")
    func crash() async throws {
        let path = directory.child("store")
        let store = try SpanStore(directory: path, options: SpanStore.Options(maximumFileBytes: 5_000))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in UInt64(1)...4 {
                group.addTask {
                    for index in UInt64(1)...60 {
                        _ = try await store.append(request([span(trace: task, task * 1_000 + index)]))
                    }
                }
            }
            for copy in 1...20 {
                let acknowledged = store.statistics.spans
                let destination = directory.child("copy-\(copy)")
                try Files.copy(directory: path, to: destination)
                let restarted = try SpanStore(directory: destination)
                #expect(restarted.statistics.spans >= acknowledged)
                await restarted.close()
                await Task.yield()
            }
            try await group.waitForAll()
        }
        await store.close()
    }

    @Test("Given a second writer, then it is told who has the store, and gets it when the first is closed")
    func secondWriter() async throws {
        let path = directory.child("store")
        let store = try SpanStore(directory: path)
        let error = #expect(throws: SpanStoreError.self) { try SpanStore(directory: path) }
        #expect(error?.code == .locked)
        #expect(error?.message.contains("another process (\(getpid())) writes to \(path)") == true)
        #expect(throws: Never.self) { try SpanStore(directory: path, mode: .readOnly) }
        await store.close()
        let second = try SpanStore(directory: path)
        await second.close()
    }

    @Test("Given a store that nobody closes, then its lock is given up when it goes")
    func dropped() async throws {
        let path = directory.child("store")
        var store: SpanStore? = try SpanStore(directory: path)
        _ = try await store?.append(request([span(trace: 1, 1)]))
        store = nil
        // The writer thread ends by itself; only when it has is the lock free.
        var next = try openUnlessLocked(path)
        while next == nil {
            await Task.yield()
            next = try openUnlessLocked(path)
        }
        #expect(try next?.trace(traceID(1)) != nil)
        await next?.close()
    }

    private func openUnlessLocked(_ path: String) throws(SpanStoreError) -> SpanStore? {
        do {
            return try SpanStore(directory: path)
        } catch  where error.code == .locked {
            return nil
        }
    }

    @Test("Given a directory that is not there, then reading says so, and a reader cannot append")
    func readOnly() async throws {
        let missing = #expect(throws: SpanStoreError.self) {
            try SpanStore(directory: directory.child("none"), mode: .readOnly)
        }
        #expect(missing?.code == .io && missing?.description.contains("none: No such file") == true)
        let reader = try SpanStore(directory: directory.path, mode: .readOnly)
        let refused = await #expect(throws: SpanStoreError.self) { try await reader.append([]) }
        #expect(refused?.code == .readOnly)
        #expect(try POSIX.names(in: directory.path).sorted() == [".", ".."])
    }
}
