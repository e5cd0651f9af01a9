import OTLP
import Testing

@testable import SpanStore

@Suite("Verifying a directory")
struct VerifyTests {
    private let directory = TemporaryDirectory()

    /// A directory with a copy of a store's two segments and its log.
    private func makeCopy() async throws -> String {
        let store = try await SpanStore.withTwoSegmentsAndALog(in: directory.child("store"))
        let path = directory.child("copy")
        try Files.copy(directory: directory.child("store"), to: path)
        await store.close()
        return path
    }

    private static let segment = "0000000001-0000000001.segment"
    private static let log = "0000000003.log"

    @Test("Given a whole store, then everything is read and nothing is found")
    func clean() async throws {
        let path = try await makeCopy()
        let result = try SpanStore.verify(directory: path)
        #expect(result.isClean && result.notices.isEmpty)
        #expect(result.files == 3 && result.spans == 6)
        let inventory = try SpanStore.inspect(directory: path)
        #expect(result.bytes == inventory.bytes)
    }

    @Test(
        "Given a bit flipped at any byte of a file, then the damage is named with the file and a place before it",
        arguments: [segment, log])
    func flipped(name: String) async throws {
        let path = try await makeCopy()
        let bytes = try Files.read(path + "/" + name)
        for index in bytes.indices {
            var damaged = bytes
            damaged[index] ^= 1 << UInt8(index % 8)
            try Files.write(damaged, to: path + "/" + name)
            let result = try SpanStore.verify(directory: path)
            #expect(!result.isClean, "byte \(index)")
            #expect(result.damages.allSatisfy { $0.file == name })
            #expect(result.damages.contains { ($0.offset ?? .max) <= index }, "byte \(index): \(result.damages)")
        }
    }

    @Test("Given a log cut at any byte, then its beginning is no damage: a writer at work leaves it like that")
    func cut() async throws {
        let path = try await makeCopy()
        let bytes = try Files.read(path + "/" + Self.log)
        for count in 0..<bytes.count {
            try Files.write(Array(bytes[..<count]), to: path + "/" + Self.log)
            let result = try SpanStore.verify(directory: path)
            #expect(result.isClean, "\(count): \(result.damages)")
            #expect(result.notices.count == (count == LogFormat.fileHeaderCount ? 0 : 1))
            #expect(result.spans == 4)
        }
    }

    @Test("Given a segment cut at any byte, then it is named as damaged")
    func cutSegment() async throws {
        let path = try await makeCopy()
        let bytes = try Files.read(path + "/" + Self.segment)
        for count in 0..<bytes.count {
            try Files.write(Array(bytes[..<count]), to: path + "/" + Self.segment)
            #expect(try SpanStore.verify(directory: path).damages.map(\.file) == [Self.segment])
        }
    }

    /// A change of a footer, and what is said of it.
    struct Contradiction: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var change: @Sendable (inout SegmentFooter) -> Void

        init(_ mention: String, _ change: @escaping @Sendable (inout SegmentFooter) -> Void) {
            testDescription = mention
            self.change = change
        }
    }

    @Test(
        "Given a footer that contradicts the rest, with right checksums, then that is named",
        arguments: [
            Contradiction("the footer counts 2 traces; the blocks hold 1") { $0.traceCount = 2 },
            Contradiction("other operations") { $0.operations[0].kind = 5 },
            Contradiction("other times for block 0") { $0.blocks[0].earliestStart -= 1 },
            Contradiction("other times for block 0") { $0.blocks[0].latestStart += 1 },
            Contradiction("another longest duration for block 0") { $0.blocks[0].longestDuration += 1 },
            Contradiction("a value for each span") { $0.blocks[0].rowCount = 3 },
            Contradiction("a value for each trace") { $0.blocks[0].groupCount = 2 },
            Contradiction("too many or too few values of dictionary 3") { $0.shapes[0] = [] },
            Contradiction("refers to the list of keys 0, which is not there") { $0.shapes = [] },
            Contradiction("the value 0 of dictionary 1 is not what it should be") { $0.services = ["other"] },
            Contradiction("another first value for a page of dictionary 3") { $0.dictionaries[3].pages[0].first = [1] },
            Contradiction("dictionary 3 has 2 values; the footer says 3") { $0.dictionaries[3].valueCount = 3 },
            Contradiction("a value that dictionary 3 does not have") { $0.dictionaries[3].valueCount = 1 },
            Contradiction("here should be dictionary 3") { $0.dictionaries[3].pages[0].offset -= 1 },
            Contradiction("its name is not that of its generations") { $0.generations = 1...2 },
            Contradiction("other bounds for column 15") { footer in
                let index = footer.chunks.lastIndex { $0.column == 15 } ?? 0
                footer.chunks[index].maximum += 1
            },
            Contradiction("page 0 of the index of traces has changed") { $0.indexPages[0].traceCount = 0 },
        ])
    func contradiction(_ contradiction: Contradiction) async throws {
        let path = try await makeCopy()
        let name = path + "/" + Self.segment
        try Files.write(try Segments.rewrite(try Files.read(name), name, contradiction.change), to: name)
        let result = try SpanStore.verify(directory: path)
        #expect(result.damages.contains { $0.what.contains(contradiction.testDescription) }, "\(result.damages)")
        #expect(result.damages.allSatisfy { $0.file == Self.segment })
    }

    @Test("Given an index that leads elsewhere, with a right checksum, then that is named")
    func index() async throws {
        let path = try await makeCopy()
        let name = path + "/" + Self.segment
        var bytes = try Files.read(name)
        let page = try SegmentFile(path: name).footer.indexPages[0]
        bytes[page.offset + 3] ^= 0x40
        let checksum = bytes[page.offset..<page.offset + page.traceCount * 4].withUnsafeBytes(Checksum.short)
        try Files.write(
            try Segments.rewrite(bytes, name) { $0.indexPages[0].checksum = checksum }, to: name)
        let result = try SpanStore.verify(directory: path)
        #expect(result.damages.map(\.offset) == [page.offset])
        #expect(result.damages.first?.what.contains("leads to other traces") == true)
    }

    @Test("Given what a later version has written, then it is named and not taken for clean")
    func newerVersion() async throws {
        let path = try await makeCopy()
        var bytes = try Files.read(path + "/" + Self.log)
        bytes.replaceSubrange(..<LogFormat.fileHeaderCount, with: LogFormat.fileHeader(version: 99))
        try Files.write(bytes, to: path + "/" + Self.log)
        let result = try SpanStore.verify(directory: path)
        #expect(
            result.damages.map(\.description) == [
                "at byte 8: it has version 99; this program reads version \(LogFormat.version)"
            ])
    }

    @Test(
        "Given a writer that makes and merges segments meanwhile, then nothing is found, however often it is looked at")
    func besideAWriter() async throws {
        let path = directory.child("busy")
        let store = try SpanStore(directory: path, options: SpanStore.Options(maximumHeadSpans: 64))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for trace in UInt64(1)...800 { _ = try await store.append(SpanStore.twoSpans(trace)) }
            }
            for _ in 0..<20 {
                let result = try SpanStore.verify(directory: path)
                #expect(result.isClean, "\(result.damages)")
                await Task.yield()
            }
            try await group.waitForAll()
        }
        await store.close()
        let result = try SpanStore.verify(directory: path)
        #expect(result.isClean && result.notices.isEmpty && result.spans == 1_600)
    }

    @Test("Given many blocks, and a trace that fills more than one, then everything is decoded")
    func large() async throws {
        let path = directory.child("large")
        // However long it takes, no head is sealed for its age.
        let clock = ManualClock()
        let options = SpanStore.Options(maximumHeadSpans: 12_000)
        let store = try SpanStore(directory: path, mode: .readWrite, options: options) { clock.time }
        for portion in UInt64(0)..<24 {
            // The first trace has more spans than a block has rows.
            let trace = portion < 12 ? 1 : portion
            let spans = (UInt64(1)...500).map { number in
                let id = portion * 500 + number
                let user = KeyValue(key: "user", value: .string("user \(id)"))
                let count = KeyValue(key: "count", value: .int(Int64(number)))
                return span(
                    trace: trace, id, parent: id == 1 ? nil : id - 1, name: "name \(number % 7)",
                    start: number * 1_000_000, duration: number, attributes: number % 3 == 0 ? [count] : [user, count])
            }
            _ = try await store.append(request(spans, service: "service \(portion % 3)"))
        }
        await store.close()
        #expect(try Files.ofStore(in: path) == ["0000000001-0000000001.segment"])
        let result = try SpanStore.verify(directory: path)
        #expect(result.isClean, "\(result.damages)")
        #expect(result.spans == 12_000)
    }
}

/// Segments whose footers are changed.
enum Segments {
    /// The segment with another footer, whose checksums are right.
    static func rewrite(
        _ bytes: [UInt8], _ path: String, _ change: (inout SegmentFooter) -> Void
    ) throws -> [UInt8] {
        var footer = try SegmentFile(path: path).footer
        let index = footer.indexPages[0].offset
        let end = footer.indexPages.reduce(index) { $0 + $1.traceCount * 4 }
        change(&footer)
        var output = Array(bytes[..<end])
        let plain = footer.encoded()
        var trailer: [UInt8] = []
        trailer.appendFixed(UInt64(index))
        trailer.appendFixed(UInt32(plain.count))
        trailer.appendFixed(UInt32(plain.count))
        trailer.appendFixed(plain.withUnsafeBytes(Checksum.of))
        trailer.appendFixed(SegmentFormat.version)
        trailer.appendFixed(trailer.withUnsafeBytes(Checksum.short))
        output += plain + trailer + SegmentFormat.magic
        return output
    }
}
