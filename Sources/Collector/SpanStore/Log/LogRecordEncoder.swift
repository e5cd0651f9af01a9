import OTLP

/// Makes records of what was appended to a head. Used by one thread.
struct LogRecordEncoder {
    /// For each entry of the head the last record that refers to it, in the upper half, and its number there.
    private var references: ContiguousArray<UInt64> = []
    private var record: UInt64 = 0
    private var entries: [UInt32] = []
    /// The references of the spans, in the order in which they are written.
    private var values: [UInt32] = []
    private(set) var bytes: [UInt8] = []

    /// Encodes the rows of a head from `mark` on into ``bytes``.
    mutating func encode(_ head: Head, from mark: Head.Mark, arrivalUnixNano: UInt64) {
        record += 1
        entries.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: bytes.capacity < 16 << 20)
        let missing = head.dictionary.entries.count - references.count
        if missing > 0 { references.append(contentsOf: repeatElement(0, count: missing)) }
        let attributeCount = head.attributes.count - mark.attributes
        for number in mark.rows..<head.rows.count {
            let row = head.rows[number]
            refer(row.name)
            refer(row.source)
            refer(row.otherFields)
            for index in Int(row.firstAttribute)..<Int(row.firstAttribute + row.attributeCount) {
                refer(head.attributes[index])
            }
        }
        let size = entries.count <= 1 << 16 ? 2 : 4
        bytes.append(contentsOf: LogFormat.marker)
        bytes.append(contentsOf: repeatElement(0, count: 12))
        bytes.appendFixed(arrivalUnixNano)
        bytes.appendFixed(UInt32(entries.count))
        bytes.appendFixed(UInt32(head.rows.count - mark.rows))
        bytes.appendFixed(UInt32(attributeCount))
        bytes.appendFixed(UInt32(size))
        for number in entries {
            let entry = head.dictionary.entries[Int(number)]
            bytes.append(UInt8(min(entry.column, SpanDictionary.Column.firstAttribute)))
            bytes.appendCounted(entry.bytes)
        }
        appendRows(head, from: mark.rows, referenceSize: size)
        let payload = UInt32(bytes.count - LogFormat.recordHeaderCount)
        bytes.withUnsafeMutableBytes { bytes in
            bytes.storeBytes(of: payload.littleEndian, toByteOffset: 4, as: UInt32.self)
            let checksum = Checksum.of(UnsafeRawBufferPointer(rebasing: bytes[(LogFormat.checksumOffset + 8)...]))
            bytes.storeBytes(of: checksum.littleEndian, toByteOffset: LogFormat.checksumOffset, as: UInt64.self)
        }
    }

    /// Forgets the head, whose entries are no longer those of the next one.
    mutating func startHead() {
        references.removeAll(keepingCapacity: true)
    }

    @inline(__always)
    private mutating func refer(_ entry: UInt32) {
        let reference = references[Int(entry)]
        if reference >> 32 == record {
            values.append(UInt32(truncatingIfNeeded: reference))
        } else {
            references[Int(entry)] = record << 32 | UInt64(entries.count)
            values.append(UInt32(entries.count))
            entries.append(entry)
        }
    }

    private mutating func appendRows(_ head: Head, from first: Int, referenceSize size: Int) {
        let start = bytes.count
        let count = (head.rows.count - first) * LogFormat.spanCount + values.count * size
        bytes.append(contentsOf: repeatElement(0, count: count))
        bytes.withUnsafeMutableBytes { bytes in
            var at = start
            func put<Value: FixedWidthInteger>(_ value: Value) {
                bytes.storeBytes(of: value.littleEndian, toByteOffset: at, as: Value.self)
                at += MemoryLayout<Value>.size
            }
            var next = 0
            for number in first..<head.rows.count {
                let row = head.rows[number]
                put(row.traceID.high)
                put(row.traceID.low)
                put(row.spanID.value)
                put(row.parentSpanID.value)
                put(row.startUnixNano)
                put(row.endUnixNano)
                put(row.kind)
                put(row.status)
                put(row.attributeCount)
                for value in values[next..<next + 3 + Int(row.attributeCount)] {
                    if size == 2 { put(UInt16(truncatingIfNeeded: value)) } else { put(value) }
                }
                next += 3 + Int(row.attributeCount)
            }
        }
    }
}
