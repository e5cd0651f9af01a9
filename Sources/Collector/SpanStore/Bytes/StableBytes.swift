/// Bytes that never move once they are written; see ``StableColumn`` for who may read and write.
final class StableBytes: @unchecked Sendable {
    private static let chunkBytes = 1 << 18

    private var chunks: [UnsafeMutableRawBufferPointer] = []
    private var used = 0
    /// How much memory is taken.
    private(set) var byteCount = 0

    deinit {
        for chunk in chunks { chunk.deallocate() }
    }

    /// Copies bytes and returns where they lie from now on.
    func append(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawPointer {
        if chunks.last.map({ $0.count - used < bytes.count }) ?? true {
            let chunk = UnsafeMutableRawBufferPointer.allocate(
                byteCount: max(Self.chunkBytes, bytes.count), alignment: 8)
            chunks.append(chunk)
            byteCount += chunk.count
            used = 0
        }
        let place = chunks[chunks.count - 1].baseAddress! + used
        if let base = bytes.baseAddress { place.copyMemory(from: base, byteCount: bytes.count) }
        used += bytes.count
        return UnsafeRawPointer(place)
    }
}
