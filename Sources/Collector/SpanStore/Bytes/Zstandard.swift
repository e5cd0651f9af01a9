import CZstd

/// Zstandard (RFC 8878) for blocks of bytes, with contexts that are used again. For one thread at a time.
final class Zstandard {
    private let compression = ZSTD_createCCtx()
    private let decompression = ZSTD_createDCtx()

    deinit {
        ZSTD_freeCCtx(compression)
        ZSTD_freeDCtx(decompression)
    }

    /// Appends `bytes` in compressed form and returns how long that is; nil, with nothing appended, unless it is shorter, and
    /// no longer than `most`.
    func compress(
        _ bytes: UnsafeRawBufferPointer, level: Int32, atMost most: Int = .max, into output: inout [UInt8]
    ) -> Int? {
        let start = output.count
        // What does not get short enough is of no use: it need not fit.
        let room = min(bytes.count - 1, most)
        guard room > 0 else { return nil }
        output.append(contentsOf: repeatElement(0, count: room))
        let written = output.withUnsafeMutableBytes { output in
            ZSTD_compressCCtx(compression, output.baseAddress! + start, room, bytes.baseAddress, bytes.count, level)
        }
        guard ZSTD_isError(written) == 0 else {
            output.removeLast(room)
            return nil
        }
        output.removeLast(room - written)
        return written
    }

    /// Decompresses into memory that is just as long as the original; false for anything else.
    func decompress(_ bytes: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Bool {
        let count = ZSTD_decompressDCtx(
            decompression, output.baseAddress, output.count, bytes.baseAddress, bytes.count)
        return ZSTD_isError(count) == 0 && count == output.count
    }

    /// Decompresses what was stored, which is as long as `count` when it was not worth compressing; nil when that fails.
    func bytes(_ stored: [UInt8], count: Int) -> [UInt8]? {
        guard stored.count != count else { return stored }
        // One byte of Zstandard stands for 128 KiB at most, so that no damaged length asks for absurd memory.
        guard count >> 17 <= stored.count else { return nil }
        var isWhole = false
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            isWhole = stored.withUnsafeBytes { decompress($0, into: UnsafeMutableRawBufferPointer(buffer)) }
            initialized = isWhole ? count : 0
        }
        return isWhole ? bytes : nil
    }
}
