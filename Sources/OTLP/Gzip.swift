import CZlib

/// The gzip format (RFC 1952) over zlib.
public enum Gzip {
    // 15 bits of window, plus 16 for gzip's own header and trailer.
    private static let windowBits: Int32 = 15 + 16

    /// Compresses `bytes`, of which there are less than 4 GiB; `level` goes from 1, the fastest, to 9.
    public static func compress(_ bytes: [UInt8], level: Int32 = 1) -> [UInt8] {
        var stream = z_stream()
        let status = deflateInit2_(
            &stream, level, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "deflateInit2 refuses only a level that is none, and fails without memory")
        defer { deflateEnd(&stream) }
        let bound = Int(deflateBound(&stream, UInt(bytes.count)))
        return bytes.withUnsafeBufferPointer { input in
            // zlib only reads through next_in, and both buffers outlive the call.
            stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.avail_in = UInt32(input.count)
            return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(bound)
                let status = deflate(&stream, Z_FINISH)
                precondition(status == Z_STREAM_END, "deflateBound gives room for everything")
                count = bound - Int(stream.avail_out)
            }
        }
    }

    /// Decompresses one or several gzip members into at most `maximumBytes`.
    ///
    /// Throws ``OTLPError/Code/limitExceeded`` as soon as there would be more, and ``OTLPError/Code/compression`` for
    /// bytes that are not gzip, end early, or fail their checksum.
    public static func decompress(_ bytes: [UInt8], maximumBytes: Int) throws(OTLPError) -> [UInt8] {
        guard bytes.count <= Int32.max else {
            throw OTLPError(code: .limitExceeded, message: "the body has \(bytes.count) compressed bytes")
        }
        var stream = z_stream()
        let status = inflateInit2_(&stream, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "inflateInit2 fails only without memory")
        defer { inflateEnd(&stream) }
        return try bytes.withTypedThrowingBytes { input throws(OTLPError) in
            // zlib only reads through next_in, and the input outlives the stream's use.
            stream.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
            stream.avail_in = UInt32(input.count)
            return try inflateAll(&stream, maximumBytes: maximumBytes)
        }
    }

    private static func inflateAll(_ stream: inout z_stream, maximumBytes: Int) throws(OTLPError) -> [UInt8] {
        // One byte more than allowed tells a body of just that size from a larger one.
        let most = min(maximumBytes, Int(Int32.max)) + 1
        var output = [UInt8](repeating: 0, count: min(most, max(4096, Int(stream.avail_in) * 4)))
        var count = 0
        while true {
            let available = output.count - count
            let status = output.withUnsafeMutableBufferPointer { buffer in
                stream.next_out = buffer.baseAddress.map { $0 + count }
                stream.avail_out = UInt32(available)
                return inflate(&stream, Z_NO_FLUSH)
            }
            count += available - Int(stream.avail_out)
            guard count < most else {
                throw OTLPError(code: .limitExceeded, message: "the body has more than \(maximumBytes) bytes")
            }
            switch status {
            case Z_STREAM_END where stream.avail_in == 0:
                output.removeLast(output.count - count)
                return output
            case Z_STREAM_END: inflateReset(&stream)
            case Z_OK where stream.avail_in > 0 || stream.avail_out == 0: break
            case Z_OK, Z_BUF_ERROR:
                guard stream.avail_out == 0 else {
                    throw OTLPError(code: .compression, message: "the gzip body ends early")
                }
            default:
                let reason = stream.msg.map { String(cString: $0) } ?? "error \(status)"
                throw OTLPError(code: .compression, message: "the body is not valid gzip: \(reason)")
            }
            if count == output.count {
                output += [UInt8](repeating: 0, count: min(output.count, most - output.count))
            }
        }
    }
}
