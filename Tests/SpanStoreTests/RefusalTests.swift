import OTLP
import TestSupport
import Testing

@testable import SpanStore

/// A directory that cannot be used is one clear sentence; nothing in it is touched.
@Suite("Directories that are refused")
struct RefusalTests {
    private let directory = TemporaryDirectory()

    /// A store with a segment and a log.
    private func makeStore(_ name: String) async throws -> String {
        let path = directory.child(name)
        for (id, bound) in [(UInt64(1), 1), (2, Int.max)] {
            let store = try SpanStore(directory: path, options: SpanStore.Options(maximumFileBytes: bound))
            _ = try await store.append(request([span(trace: id, id)]))
            await store.close()
        }
        #expect(try Files.ofStore(in: path).count == 2)
        return path
    }

    @Test(
        "Given a log or a segment of a newer version, then writer and reader refuse the directory and change nothing",
        arguments: [".log", ".segment"])
    func newerVersion(_ suffix: String) async throws {
        let path = try await makeStore("newer")
        let name = try #require(try Files.ofStore(in: path).first { $0.hasSuffix(suffix) })
        let file = path + "/" + name
        var bytes = try Files.read(file)
        let current = suffix == ".log" ? LogFormat.version : SegmentFormat.version
        if suffix == ".log" {
            bytes.replaceSubrange(..<LogFormat.fileHeaderCount, with: LogFormat.fileHeader(version: current + 1))
        } else {
            // The version stands 16 bytes before the end, behind it the checksum of what comes before it.
            let end = bytes.count - SegmentFormat.trailerCount
            bytes[end + 24] = UInt8(current + 1)
            let checksum = bytes[end..<end + 28].withUnsafeBytes(Checksum.short)
            withUnsafeBytes(of: checksum.littleEndian) { bytes.replaceSubrange(end + 28..<end + 32, with: $0) }
        }
        try Files.write(bytes, to: file)
        let names = try Files.ofStore(in: path)
        let contents = try names.map { try Files.read(path + "/" + $0) }
        for mode in [SpanStore.Mode.readWrite, .readOnly] {
            let error = #expect(throws: SpanStoreError.self) { try SpanStore(directory: path, mode: mode) }
            #expect(error?.code == .newerVersion)
            #expect(
                error?.description == "\(file) has version \(current + 1); this program reads version \(current)")
        }
        #expect(try Files.ofStore(in: path) == names)
        #expect(try names.map { try Files.read(path + "/" + $0) } == contents)
    }

    #if os(Linux)
        @Test(
            "Given a directory that nobody may write to, then a writer is told so, and a reader reads",
            .enabled(if: SmallDisk.isAvailable))
        func readOnly() async throws {
            let disk = try #require(SmallDisk(bytes: 1 << 20))
            try Files.copy(directory: try await makeStore("source"), to: disk.path + "/store")
            try await disk.makeReadOnly()
            let path = disk.path + "/store"
            let error = #expect(throws: SpanStoreError.self) { try SpanStore(directory: path) }
            #expect(error?.code == .io)
            #expect(error?.description == "cannot lock \(path)/LOCK: Read-only file system")
            let missing = #expect(throws: SpanStoreError.self) { try SpanStore(directory: disk.path + "/new") }
            #expect(missing?.description == "cannot create \(disk.path)/new: Read-only file system")
            let reader = try SpanStore(directory: path, mode: .readOnly)
            #expect(reader.warnings.isEmpty)
            #expect(try reader.search(TraceSearch()).map(\.id.low).sorted() == [1, 2])
        }
    #endif
}
