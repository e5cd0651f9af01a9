import OTLP
import TestSupport
import Testing

@Suite("Gzip")
struct GzipTests {
    @Test(
        "Given bytes of any size, when they are compressed and decompressed, then they are the same",
        arguments: [0, 1, 100, 4_096, 1_000_000])
    func roundTrip(_ count: Int) throws {
        var generator = SeededGenerator(seed: 3)
        let bytes = (0..<count).map { _ in UInt8.random(in: 0..<8, using: &generator) }
        for level in [1, 9] as [Int32] {
            let compressed = Gzip.compress(bytes, level: level)
            #expect(compressed.starts(with: [0x1F, 0x8B]))
            #expect(try Gzip.decompress(compressed, maximumBytes: count) == bytes)
        }
    }

    @Test("Given several members, then they are one body")
    func members() throws {
        let body = Gzip.compress([1, 2]) + Gzip.compress([]) + Gzip.compress([3])
        #expect(try Gzip.decompress(body, maximumBytes: 3) == [1, 2, 3])
    }

    @Test("Given a bomb, then it is refused without being unpacked")
    func bomb() {
        let bomb = Gzip.compress([UInt8](repeating: 0, count: 20_000_000))
        #expect(bomb.count < 100_000)
        let error = #expect(throws: OTLPError.self) { try Gzip.decompress(bomb, maximumBytes: 1 << 20) }
        #expect(error?.code == .limitExceeded)
        let again = #expect(throws: OTLPError.self) {
            try Gzip.decompress([[UInt8]](repeating: bomb, count: 3).flatMap(\.self), maximumBytes: 50_000_000)
        }
        #expect(again?.code == .limitExceeded)
    }

    @Test("Given one byte more than allowed, then it is refused")
    func boundary() {
        let compressed = Gzip.compress([UInt8](repeating: 7, count: 1_001))
        #expect(throws: OTLPError.self) { try Gzip.decompress(compressed, maximumBytes: 1_000) }
    }

    @Test("Given a body cut at any byte, then it ends early")
    func truncated() {
        let compressed = Gzip.compress(Array("a body that is long enough to be compressed, compressed".utf8))
        for count in 0..<compressed.count {
            let error = #expect(throws: OTLPError.self) {
                try Gzip.decompress(Array(compressed[..<count]), maximumBytes: 1_000)
            }
            #expect(error?.code == .compression)
        }
    }

    @Test("Given damaged bytes or bytes behind the end, then they are refused")
    func damaged() {
        var compressed = Gzip.compress([UInt8](repeating: 1, count: 100))
        #expect(throws: OTLPError.self) { try Gzip.decompress(compressed + [1, 2, 3], maximumBytes: 1_000) }
        compressed[compressed.count - 6] ^= 1
        #expect(throws: OTLPError.self) { try Gzip.decompress(compressed, maximumBytes: 1_000) }
        #expect(throws: OTLPError.self) { try Gzip.decompress(Array("plain".utf8), maximumBytes: 1_000) }
    }
}
