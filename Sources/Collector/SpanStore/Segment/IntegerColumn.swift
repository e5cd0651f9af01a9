/// A column of integers as it was stored, without Zstandard: for each byte of the values' width a plane with one byte for each
/// value. Most readers need only some of the values, so that none is put together before it is asked for.
struct IntegerColumn<Value: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>: Sendable {
    let count: Int
    private let minimum: Value
    private let width: Int
    /// The planes one after the other, that of the lowest bytes first.
    private let planes: ContiguousArray<UInt8>

    /// No values.
    init() {
        self.init(count: 0, minimum: 0, width: 0, planes: [])
    }

    init(count: Int, minimum: Value, width: Int, planes: ContiguousArray<UInt8>) {
        precondition(planes.count == count * width)
        self.count = count
        self.minimum = minimum
        self.width = width
        self.planes = planes
    }

    /// Adds up a weight for each value, and calls `body` with the index at which the sum passes each of some limits.
    ///
    /// - Returns: false when the column ends before the sum has passed the last limit.
    func forEachPassing(
        _ limits: ContiguousArray<Int32>, weight: (Value) -> Int, _ body: (Int) -> Void
    ) -> Bool {
        guard width <= 1 else { return pass(limits, { weight(self[$0]) }, body) }
        // So few different values can there be that each is weighed once.
        let weights = (0..<(width == 0 ? 1 : 256)).map { weight(minimum &+ Value($0)) }
        return weights.withUnsafeBufferPointer { weights in
            guard width == 1 else { return pass(limits, { _ in weights[0] }, body) }
            return planes.withUnsafeBufferPointer { bytes in pass(limits, { weights[Int(bytes[$0])] }, body) }
        }
    }

    @inline(__always)
    private func pass(_ limits: ContiguousArray<Int32>, _ weight: (Int) -> Int, _ body: (Int) -> Void) -> Bool {
        var index = 0
        var sum = 0
        for limit in limits {
            while sum <= limit {
                guard index < count else { return false }
                sum &+= weight(index)
                index &+= 1
            }
            body(index - 1)
        }
        return true
    }

    /// The indices of the values that are among some, in order.
    func positions(where isWanted: (Value) -> Bool) -> ContiguousArray<Int32> {
        var positions: ContiguousArray<Int32> = []
        guard width != 1 else {
            // So few different values can there be that each is asked about once.
            let wanted = (0..<256).map { isWanted(minimum &+ Value($0)) }
            wanted.withUnsafeBufferPointer { wanted in
                planes.withUnsafeBufferPointer { bytes in
                    for index in 0..<count where wanted[Int(bytes[index])] { positions.append(Int32(index)) }
                }
            }
            return positions
        }
        for index in 0..<count where isWanted(self[index]) { positions.append(Int32(index)) }
        return positions
    }

    /// The indices of the values that are equal to one, in order.
    func positions(of wanted: Value) -> ContiguousArray<Int32> {
        var positions: ContiguousArray<Int32> = []
        guard width > 0 else {
            return wanted == minimum ? ContiguousArray(0..<Int32(truncatingIfNeeded: count)) : []
        }
        // The lowest byte decides for most of them, and is looked for in eight values at a time.
        let byte = UInt8(truncatingIfNeeded: wanted &- minimum)
        let pattern = UInt64(byte) &* 0x0101_0101_0101_0101
        planes.withUnsafeBytes { bytes in
            var index = 0
            while index + 8 <= count {
                let difference = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ pattern
                // Some byte's top bit is set when a byte of the difference is 0.
                if (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080 != 0 {
                    for at in index..<index + 8 where bytes[at] == byte && self[at] == wanted {
                        positions.append(Int32(at))
                    }
                }
                index += 8
            }
            while index < count {
                if bytes[index] == byte, self[index] == wanted { positions.append(Int32(index)) }
                index += 1
            }
        }
        return positions
    }
}

extension IntegerColumn: RandomAccessCollection {
    var startIndex: Int { 0 }
    var endIndex: Int { count }

    @inline(__always)
    subscript(index: Int) -> Value {
        precondition(index >= 0 && index < count)
        if width == 1 { return minimum &+ Value(planes[index]) }
        var value: Value = 0
        for plane in 0..<width {
            value |= Value(truncatingIfNeeded: planes[plane * count + index]) &<< Value(plane * 8)
        }
        return minimum &+ value
    }
}
