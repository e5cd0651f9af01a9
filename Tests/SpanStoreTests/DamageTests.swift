import OTLP
import Testing

@testable import SpanStore

@Suite("Damage")
struct DamageTests {
    /// A file of a store that is damaged, one byte after the other.
    enum Target: String, CaseIterable, CustomTestStringConvertible {
        case segment, log
        var testDescription: String { rawValue }
    }

    enum Accident: String, CaseIterable, CustomTestStringConvertible {
        case cut, flippedBit
        var testDescription: String { rawValue }
    }

    private let directory = TemporaryDirectory()

    @Test(
        "Given a file of a store cut or with a bit flipped at any byte, then no answer is wrong, what is missing is named and the rest is served",
        arguments: Target.allCases, Accident.allCases)
    func everyByte(_ target: Target, _ accident: Accident) async throws {
        let store = try await DamagedStore(in: directory.child("store"), damaging: target)
        var harmless = 0
        for index in store.original.indices {
            let bytes: [UInt8]
            switch accident {
            case .cut: bytes = Array(store.original[..<index])
            case .flippedBit:
                var flipped = store.original
                flipped[index] ^= 1 << UInt8(index % 8)
                bytes = flipped
            }
            try store.write(bytes)
            let place: Comment = "\(target), \(accident) at byte \(index) of \(store.original.count)"
            // A segment that is cut is no segment, wherever it is cut.
            let isBrief = target == .segment && accident == .cut && index % 8 != 0
            let outcome = try await store.answers(place, round: index, isBrief: isBrief)
            if !outcome.isIncomplete { harmless += 1 }
            let isNamed = outcome.words.contains { $0.contains(store.name) }
            let isSilent = accident == .cut && store.isWholeLog(cutAt: index)
            #expect(isNamed || isSilent || !outcome.isIncomplete, place)
        }
        // Almost every byte counts.
        #expect(harmless <= store.original.count / 20, "\(harmless) of \(store.original.count)")
        try store.write(store.original)
        #expect(try await !store.answers("nothing damaged").isIncomplete)
    }

    @Test(
        "Given a damaged file, when a writer has the store, then it starts, takes more, and what was there is served",
        arguments: Target.allCases, Accident.allCases)
    func writer(_ target: Target, _ accident: Accident) async throws {
        let source = try await DamagedStore(in: directory.child("source"), damaging: target)
        for index in stride(from: 0, to: source.original.count, by: source.original.count / 8) {
            let path = directory.child("writer-\(index)")
            try Files.copy(directory: source.path, to: path)
            var bytes = source.original
            if accident == .cut { bytes = Array(bytes[..<index]) } else { bytes[index] ^= 0x10 }
            try Files.write(bytes, to: path + "/" + source.name)
            let store = try SpanStore(directory: path, options: SpanStore.Options(maximumFileBytes: 1))
            let added = span(trace: 50, 50)
            _ = try await store.append(request([added]))
            #expect(try store.trace(traceID(50))?.spans.map(\.span) == [added])
            await store.close()
            let again = try SpanStore(directory: path, mode: .readOnly)
            for id in source.untouchedTraces {
                #expect(try again.trace(id)?.spans == source.spans[id], "byte \(index)")
            }
        }
    }
}
