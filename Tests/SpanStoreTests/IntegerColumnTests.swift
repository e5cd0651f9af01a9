import TestSupport
import Testing

@testable import SpanStore

@Suite("Columns of integers")
struct IntegerColumnTests {
    /// Values whose differences take `width` bytes, few of them distinct, so that equal ones stand everywhere.
    private static func values(width: Int, count: Int, seed: UInt64) -> [UInt64] {
        var generator = SeededGenerator(seed: seed)
        let mask = width == 0 ? 0 : UInt64.max >> UInt64(64 - width * 8)
        var distinct = (0..<5).map { _ in generator.next() & mask }
        if width > 0 { distinct += [0, mask] }
        let minimum = width < 8 ? UInt64(1_000) : 0
        var values = (0..<count).map { _ in minimum + distinct.randomElement(using: &generator)! }
        // The ends of the range are there, so that the width is what it should be.
        for (index, value) in distinct.suffix(2).enumerated() where index < count { values[index] = minimum + value }
        return values
    }

    private static let cases = [0, 1, 2, 3, 4, 7, 8].flatMap { width in [2, 7, 8, 9, 500].map { (width, $0) } }

    @Test(
        "Given values of any width, when they are stored and read, then they and the places of each are the same",
        arguments: cases)
    func roundTrip(width: Int, count: Int) throws {
        let values = Self.values(width: width, count: count, seed: UInt64(width * 1_000 + count))
        var bytes: [UInt8] = []
        var plane: [UInt8] = []
        let zstandard = Zstandard()
        let (minimum, maximum) = values.withUnsafeBufferPointer {
            IntegerChunk.encode($0, zstandard, plane: &plane, into: &bytes)
        }
        #expect(minimum == values.min() && maximum == values.max())
        #expect(Int(bytes[0]) == width)
        let column: IntegerColumn<UInt64> = try bytes.withTypedThrowingBytes { (bytes) throws(BytesReader.Malformed) in
            try IntegerChunk.decode(bytes, count: count, zstandard)
        }
        #expect(Array(column) == values)
        for wanted in Set(values + [0, 1_001, .max]) {
            let places = values.indices.filter { values[$0] == wanted }.map(Int32.init)
            #expect(Array(column.positions(of: wanted)) == places)
            #expect(Array(column.positions { $0 == wanted }) == places)
        }
        let bounds = values.sorted()[count / 3]...values.sorted()[count / 2]
        let selected = try bytes.withTypedThrowingBytes { (bytes) throws(BytesReader.Malformed) in
            try IntegerChunk.select(
                ContiguousArray(0..<Int32(count)), in: bounds, of: bytes, count: count, zstandard
            ) { $0 & 1 == 0 }
        }
        let expected = values.indices.filter { bounds.contains(values[$0]) && values[$0] & 1 == 0 }
        #expect(selected.map(Int.init) == expected)
    }

    @Test(
        "Given a weight for each value, when sums pass limits, then the places are told, and whether all were passed",
        arguments: cases)
    func passing(width: Int, count: Int) throws {
        let values = Self.values(width: width, count: count, seed: UInt64(width * 77 + count))
        var bytes: [UInt8] = []
        var plane: [UInt8] = []
        let zstandard = Zstandard()
        _ = values.withUnsafeBufferPointer { IntegerChunk.encode($0, zstandard, plane: &plane, into: &bytes) }
        let column: IntegerColumn<UInt64> = try bytes.withTypedThrowingBytes { (bytes) throws(BytesReader.Malformed) in
            try IntegerChunk.decode(bytes, count: count, zstandard)
        }
        let weights = Dictionary(uniqueKeysWithValues: Set(values).sorted().enumerated().map { ($1, $0 % 3 + 1) })
        // The place of each unit of weight, one after the other.
        let places = values.indices.flatMap { index in Array(repeating: index, count: weights[values[index]]!) }
        for limits in [[0], [places.count - 1], Array(places.indices), Array(places.indices) + [places.count]] {
            var found: [Int] = []
            let isWhole = column.forEachPassing(ContiguousArray(limits.map(Int32.init))) {
                weights[$0, default: 0]
            } _: {
                found.append($0)
            }
            #expect(found == limits.filter { $0 < places.count }.map { places[$0] })
            #expect(isWhole == (limits.last! < places.count))
        }
    }
}
