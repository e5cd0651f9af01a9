import CMemory
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
        var prefetched = mark.attributes
        for number in mark.rows..<head.rows.count {
            let row = head.rows[number]
            let attributes = Int(row.firstAttribute)..<Int(row.firstAttribute + row.attributeCount)
            prefetch(head.attributes, &prefetched, upTo: attributes.upperBound + Self.prefetchedAttributes)
            refer(row.name)
            refer(row.source)
            refer(row.otherFields)
            for index in attributes { refer(head.attributes[index]) }
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

    /// How far ahead of the row in hand memory is asked for.
    private static let prefetchedAttributes = 32

    /// Lets the memory come that the next attributes need, as the table is larger than the processor's nearer caches.
    @inline(__always)
    private func prefetch(_ attributes: StableColumn<UInt32>, _ next: inout Int, upTo end: Int) {
        references.withUnsafeBufferPointer { references in
            while next < min(end, attributes.count) {
                memory_prefetch(references.baseAddress! + Int(attributes[next]))
                next += 1
            }
        }
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
            var output = Output(UnsafeMutableRawBufferPointer(rebasing: bytes[start...]))
            var next = 0
            for number in first..<head.rows.count {
                let row = head.rows[number]
                output.put(row.traceID.high)
                output.put(row.traceID.low)
                output.put(row.spanID.value)
                output.put(row.parentSpanID.value)
                output.put(row.startUnixNano)
                output.put(row.endUnixNano)
                output.put(row.kind)
                output.put(row.status)
                output.put(row.attributeCount)
                let references = next..<next + 3 + Int(row.attributeCount)
                if size == 2 {
                    for index in references { output.put(UInt16(truncatingIfNeeded: values[index])) }
                } else {
                    for index in references { output.put(values[index]) }
                }
                next = references.upperBound
            }
        }
    }

    /// Little-endian numbers one after the other.
    private struct Output {
        private let bytes: UnsafeMutableRawBufferPointer
        private var end = 0

        init(_ bytes: UnsafeMutableRawBufferPointer) { self.bytes = bytes }

        @inline(__always)
        mutating func put<Value: FixedWidthInteger & BitwiseCopyable>(_ value: Value) {
            bytes.storeBytes(of: value.littleEndian, toByteOffset: end, as: Value.self)
            end += MemoryLayout<Value>.size
        }
    }
}
