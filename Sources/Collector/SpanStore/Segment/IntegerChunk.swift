/// A column of integers on disk.
///
/// One byte tells the width: how many bytes the largest value takes after the smallest has been subtracted. Then the
/// smallest value as a varint, and one plane for each byte of the width, the lowest first: a varint that is 0 for a plane
/// as it is, one byte for each value, or the length of the plane under Zstandard.
enum IntegerChunk {
    /// Shorter planes gain less from Zstandard than it costs.
    private static let minimumCompressed = 24

    /// Appends values in this form. `plane` is scratch.
    static func encode<Value: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
        _ values: UnsafeBufferPointer<Value>, _ zstandard: Zstandard, plane: inout [UInt8], into output: inout [UInt8]
    ) -> (minimum: Value, maximum: Value) {
        var minimum = Value.max
        var maximum = Value.min
        for value in values {
            minimum = min(minimum, value)
            maximum = max(maximum, value)
        }
        guard !values.isEmpty else { return (0, 0) }
        let width = (Value.bitWidth - (maximum - minimum).leadingZeroBitCount + 7) / 8
        output.append(UInt8(width))
        output.appendVarint(UInt64(minimum))
        for index in 0..<width {
            plane.removeAll(keepingCapacity: true)
            plane.append(contentsOf: repeatElement(0, count: values.count))
            plane.withUnsafeMutableBufferPointer { plane in
                let shift = Value(index * 8)
                for at in 0..<values.count {
                    plane[at] = UInt8(truncatingIfNeeded: (values[at] &- minimum) &>> shift)
                }
            }
            appendPlane(plane, zstandard, into: &output)
        }
        return (minimum, maximum)
    }

    private static func appendPlane(_ plane: [UInt8], _ zstandard: Zstandard, into output: inout [UInt8]) {
        // The length stands before the bytes, in two bytes at least, as it is not known yet.
        let place = output.count
        if plane.count >= minimumCompressed {
            output.append(contentsOf: [0x80, 0x00])
            // What shrinks by less than a third is not worth the time to decompress it.
            let most = min(plane.count - plane.count / 3, 1 << 14 - 1)
            if let count = plane.withUnsafeBytes({ zstandard.compress($0, level: 1, atMost: most, into: &output) }) {
                output[place] = UInt8(count & 0x7F) | 0x80
                output[place + 1] = UInt8(count >> 7)
                return
            }
            output.removeLast(output.count - place)
        }
        output.append(0)
        output.append(contentsOf: plane)
    }

    /// Reads `count` values.
    static func decode<Value: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>(
        _ bytes: UnsafeRawBufferPointer, count: Int, _ zstandard: Zstandard, as type: Value.Type = Value.self
    ) throws(BytesReader.Malformed) -> IntegerColumn<Value> {
        guard count > 0 else { return IntegerColumn() }
        var reader = BytesReader(bytes)
        let width = Int(try reader.byte())
        let minimum = try reader.varint()
        guard width <= Value.bitWidth / 8, minimum <= UInt64(Value.max) else { throw BytesReader.Malformed() }
        guard width > 0 else { return IntegerColumn(count: count, minimum: Value(minimum), width: 0, planes: []) }
        var stored: [(bytes: UnsafeRawBufferPointer, isCompressed: Bool)] = []
        for _ in 0..<width { stored.append(try plane(&reader, count: count)) }
        var isWhole = true
        let planes = ContiguousArray<UInt8>(unsafeUninitializedCapacity: count * width) { buffer, initialized in
            for (index, plane) in stored.enumerated() {
                let room = UnsafeMutableRawBufferPointer(
                    UnsafeMutableBufferPointer(rebasing: buffer[index * count..<(index + 1) * count]))
                if plane.isCompressed {
                    guard zstandard.decompress(plane.bytes, into: room) else {
                        isWhole = false
                        break
                    }
                } else {
                    room.copyMemory(from: plane.bytes)
                }
            }
            initialized = isWhole ? count * width : 0
        }
        guard isWhole else { throw BytesReader.Malformed() }
        return IntegerColumn(count: count, minimum: Value(minimum), width: width, planes: planes)
    }

    /// The bytes of the next plane as they are stored.
    private static func plane(
        _ reader: inout BytesReader, count: Int
    ) throws(BytesReader.Malformed) -> (bytes: UnsafeRawBufferPointer, isCompressed: Bool) {
        let length = Int(try reader.varint())
        return (try reader.bytes(length == 0 ? count : length), length != 0)
    }

    /// Of some of `count` values those that lie within bounds and are wanted, by their indices, in order.
    ///
    /// The highest bytes are read first, and mostly they decide already, so that the others need not be decompressed.
    static func select<Value: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
        _ indices: ContiguousArray<Int32>, in bounds: ClosedRange<Value>, of bytes: UnsafeRawBufferPointer, count: Int,
        _ zstandard: Zstandard, where isWanted: (Value) -> Bool
    ) throws(BytesReader.Malformed) -> ContiguousArray<Int32> {
        var reader = BytesReader(bytes)
        let width = Int(try reader.byte())
        let minimum = try reader.varint()
        guard width <= Value.bitWidth / 8, minimum <= UInt64(Value.max),
            indices.allSatisfy({ $0 >= 0 && $0 < count })
        else { throw BytesReader.Malformed() }
        var planes: [(bytes: UnsafeRawBufferPointer, isCompressed: Bool)] = []
        for _ in 0..<width { planes.append(try plane(&reader, count: count)) }
        let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, count), alignment: 8)
        defer { scratch.deallocate() }
        var selected = indices.map { (index: Int($0), value: Value(minimum)) }
        for number in stride(from: width - 1, through: 0, by: -1) {
            var plane = planes[number].bytes
            if planes[number].isCompressed {
                let output = UnsafeMutableRawBufferPointer(rebasing: scratch[..<count])
                guard zstandard.decompress(plane, into: output) else { throw BytesReader.Malformed() }
                plane = UnsafeRawBufferPointer(output)
            }
            let shift = Value(number * 8)
            // What the bytes that are still to be read can add.
            let rest = (1 as Value) << shift - 1
            for index in selected.indices {
                selected[index].value &+= Value(truncatingIfNeeded: plane[selected[index].index]) &<< shift
            }
            selected.removeAll { item in
                let (most, overflow) = item.value.addingReportingOverflow(rest)
                return item.value > bounds.upperBound || (!overflow && most < bounds.lowerBound)
            }
            if selected.isEmpty { break }
        }
        selected.removeAll { !bounds.contains($0.value) || !isWanted($0.value) }
        return ContiguousArray(selected.lazy.map { Int32($0.index) })
    }
}
