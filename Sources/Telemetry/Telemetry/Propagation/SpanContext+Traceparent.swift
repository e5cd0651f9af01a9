import OTLP

extension SpanContext {
    /// Reads a `traceparent` header's value as another process's context; nil when it is not valid.
    ///
    /// Version 00 has exactly four fields. A later version may have more after them, and ff is none (W3C Trace Context,
    /// section 3.2). Values that were joined by commas, because the header was repeated, are not valid.
    public init?(traceparent header: some StringProtocol) {
        let text = header.trimmingOptionalWhitespace()
        let parsed =
            text.utf8.withContiguousStorageIfAvailable(Self.parse)
            ?? Array(text.utf8).withUnsafeBufferPointer(Self.parse)
        guard let parsed else { return nil }
        self = parsed
    }

    private static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> SpanContext? {
        let dash = UInt8(ascii: "-")
        guard bytes.count >= 55, bytes[2] == dash, bytes[35] == dash, bytes[52] == dash,
            let version = hexByte(bytes[0], bytes[1]), version != 0xFF,
            bytes.count == 55 || (version > 0 && bytes[55] == dash),
            !bytes.contains(UInt8(ascii: ",")),
            !bytes[..<55].contains(where: { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }),
            let traceID = TraceID(hex: UnsafeBufferPointer(rebasing: bytes[3..<35])), traceID.isValid,
            let spanID = SpanID(hex: UnsafeBufferPointer(rebasing: bytes[36..<52])), spanID.isValid,
            let flags = hexByte(bytes[53], bytes[54])
        else { return nil }
        return SpanContext(
            traceID: traceID, spanID: spanID, traceFlags: TraceFlags(rawValue: flags).intersection(.known),
            isRemote: true)
    }

    private static func hexByte(_ high: UInt8, _ low: UInt8) -> UInt8? {
        guard let high = hexDigit(high), let low = hexDigit(low) else { return nil }
        return high << 4 | low
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
