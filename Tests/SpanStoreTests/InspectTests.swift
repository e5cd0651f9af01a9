import OTLP
import Testing

@testable import SpanStore

@Suite("Inspecting a directory")
struct InspectTests {
    private let directory = TemporaryDirectory()

    /// A store whose first two requests are segments and whose third is in a log, one trace of two spans each.
    private func makeStore() async throws -> SpanStore {
        try await SpanStore.withTwoSegmentsAndALog(in: directory.path)
    }

    @Test("Given a writer at work, then its logs and segments are described without the lock")
    func files() async throws {
        let store = try await makeStore()
        let inventory = try SpanStore.inspect(directory: directory.path)
        let served = inventory.served
        #expect(
            served.map(\.name) == [
                "0000000001-0000000001.segment", "0000000002-0000000002.segment", "0000000003.log",
            ])
        #expect(served.map(\.kind) == [.segment, .segment, .log])
        #expect(served.map(\.generations) == [1...1, 2...2, 3...3])
        #expect(served.map(\.spans) == [2, 2, 2])
        #expect(served.map(\.traces) == [1, 1, 1])
        #expect(served.map(\.startsUnixNano) == [1_000...1_500, 2_000...2_500, 3_000...3_500])
        #expect(served.map(\.arrivalsUnixNano) == [10...10, 10...10, 10...10])
        #expect(inventory.spans == 6 && inventory.traces == 3)
        #expect(inventory.bytes == store.statistics.bytes)
        #expect(inventory.startsUnixNano == 1_000...3_500)
        #expect(inventory.arrivalsUnixNano == 10...10)
        let lock = try #require(inventory.files.last)
        #expect(lock.name == "LOCK" && lock.kind == .other && lock.state == .unrelated)
        await store.close()
    }

    @Test("Given segments and a log, then the parts add up to the bytes of the files")
    func usage() async throws {
        let store = try await makeStore()
        let inventory = try SpanStore.inspect(directory: directory.path)
        #expect(inventory.usage.reduce(0) { $0 + $1.bytes } == inventory.bytes)
        #expect(inventory.usage.map(\.bytes) == inventory.usage.map(\.bytes).sorted(by: >))
        let user = try #require(inventory.usage.first { $0.name == "user" })
        // Each segment's two spans have it, with a value of their own.
        #expect(user.kind == .attribute && user.values == 4 && user.distinctValues == 4)
        #expect(user.columnBytes > 0 && user.dictionaryBytes > 0)
        let names = try #require(inventory.usage.first { $0.name == "names" })
        #expect(names.kind == .column && names.values == 4 && names.distinctValues == 2)
        #expect(inventory.usage.contains { $0.kind == .log && $0.columnBytes == inventory.served[2].bytes })
        await store.close()
    }

    @Test("Given files that are left over, damaged or cut, then each is named for what it is")
    func leftovers() async throws {
        let store = try await makeStore()
        let path = directory.child("copy")
        try Files.copy(directory: directory.path, to: path)
        await store.close()
        let log = try Files.read(path + "/0000000003.log")
        try Files.write(log, to: path + "/0000000002.log")
        try Files.write(Array(log.dropLast(3)), to: path + "/0000000003.log")
        let text = Array("no segment at all, but long enough to have a trailer".utf8)
        try Files.write(text, to: path + "/0000000007-0000000009.segment")
        try Files.write([1], to: path + "/segment.incomplete")
        try POSIX.makeDirectory(path + "/folder")

        let files = try SpanStore.inspect(directory: path).files

        #expect(
            files.map(\.name) == [
                "0000000001-0000000001.segment", "0000000002-0000000002.segment", "0000000002.log", "0000000003.log",
                "0000000007-0000000009.segment", "segment.incomplete",
            ])
        #expect(files.map(\.state) == [.served, .served, .superseded, .served, .unreadable, .unrelated])
        #expect(files[3].spans == 0)
        #expect(files[3].problem == "at byte 16: the last record is incomplete (\(log.count - 16 - 3) bytes)")
        #expect(files[4].problem == "it does not begin as a segment does")
        #expect(files[5].problem?.contains("being written") == true)
    }

    @Test("Given no directory, then that is an error which names it, and none is made")
    func missing() throws {
        let path = directory.child("nowhere")
        let error = #expect(throws: SpanStoreError.self) { try SpanStore.inspect(directory: path) }
        #expect(error?.code == .io)
        #expect(error?.description == "cannot read \(path): No such file or directory")
    }
}

extension SpanStore {
    /// A store for writing with two segments and a log, each of a trace with two spans; every span arrives at 10 ns.
    static func withTwoSegmentsAndALog(in path: String) async throws -> SpanStore {
        let store = try SpanStore(
            directory: path, mode: .readWrite, options: Options(maximumHeadSpans: 2), now: { 10 })
        for trace in UInt64(1)...2 { _ = try await store.append(twoSpans(trace)) }
        await store.close()
        let again = try SpanStore(directory: path, mode: .readWrite, options: Options(), now: { 10 })
        _ = try await again.append(twoSpans(3))
        return again
    }

    static func twoSpans(_ trace: UInt64) -> [UInt8] {
        request([
            span(
                trace: trace, 1, start: trace * 1_000,
                attributes: [KeyValue(key: "user", value: .string("user-\(trace)-1"))]),
            span(
                trace: trace, 2, parent: 1, start: trace * 1_000 + 500, duration: 5,
                attributes: [KeyValue(key: "user", value: .string("user-\(trace)-2"))]),
        ])
    }
}
