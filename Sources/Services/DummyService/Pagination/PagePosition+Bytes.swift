import FoundationEssentials
import ServiceKit

/// The form inside a token: of each field a time in µs (8 bytes, big-endian) or a text (its length in 2 bytes and its UTF-8),
/// and the id (16 bytes).
extension PagePosition {
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for value in values {
            switch value {
            case .time(let time):
                let microseconds = time.microsecondsSince1970
                bytes += stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: microseconds >> $0) }
            case .text(let text): bytes += Self.bytes(text)
            }
        }
        return bytes + id.bytes
    }

    /// - Precondition: The text has fewer than 65,536 bytes, as names and orders have.
    static func bytes(_ text: String) -> [UInt8] {
        let count = text.utf8.count
        return [UInt8(count >> 8), UInt8(truncatingIfNeeded: count)] + text.utf8
    }

    /// Reads a position in an order; nil for bytes of another form.
    init?(bytes: [UInt8], in order: EntityOrder) {
        var rest = bytes[...]
        var values: [Value] = []
        for term in order.terms {
            switch term.field {
            case .createTime, .updateTime:
                guard rest.count >= 8 else { return nil }
                let microseconds = rest.prefix(8).reduce(Int64(0)) { $0 << 8 | Int64($1) }
                values.append(.time(Date(microsecondsSince1970: microseconds)))
                rest = rest.dropFirst(8)
            case .name:
                guard rest.count >= 2 else { return nil }
                let count = Int(rest[rest.startIndex]) << 8 | Int(rest[rest.startIndex + 1])
                rest = rest.dropFirst(2)
                guard rest.count >= count, let text = String(validating: rest.prefix(count), as: UTF8.self) else {
                    return nil
                }
                values.append(.text(text))
                rest = rest.dropFirst(count)
            }
        }
        guard rest.count == 16 else { return nil }
        self.init(values: values, id: UUID(bytes: rest))
    }
}
