import CZlib

/// How a log file is laid out, all numbers little-endian:
///
/// - header, 16 bytes: the magic `CAIRNLOG`, the version as 4 bytes, 4 zero bytes;
/// - then records, each with a header of 20 bytes: the marker `CREC`, the payload's length in 4 bytes, the CRC-32 of
///   what follows up to the payload's end in 4 bytes, the time of arrival in nanoseconds since 1970 in 8 bytes;
///   then the payload, an `ExportTraceServiceRequest` in protobuf.
///
/// The marker lets a reader find the next record behind a damaged one.
enum LogFormat {
    static let version: UInt32 = 1
    static let fileHeaderCount = 16
    static let recordHeaderCount = 20
    static let magic: [UInt8] = Array("CAIRNLOG".utf8)
    static let marker: [UInt8] = Array("CREC".utf8)

    static var fileHeader: [UInt8] {
        magic + littleEndian(version) + [0, 0, 0, 0]
    }

    /// The header of a record for `payload`.
    static func recordHeader(for payload: [UInt8], arrivalUnixNano: UInt64) -> [UInt8] {
        let time = littleEndian(arrivalUnixNano)
        let ofTime = time.withUnsafeBytes { checksum($0) }
        let ofBoth = payload.withUnsafeBytes { checksum($0, after: ofTime) }
        return marker + littleEndian(UInt32(payload.count)) + littleEndian(ofBoth) + time
    }

    /// CRC-32 as gzip and zlib compute it.
    static func checksum(_ bytes: UnsafeRawBufferPointer, after previous: UInt32 = 0) -> UInt32 {
        UInt32(crc32_z(UInt(previous), bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count))
    }

    private static func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
}
