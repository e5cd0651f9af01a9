import Crypto
import Hummingbird
import NIOCore
import NIOPosix
import ServiceKit

/// A file of the web app, and where it is served.
struct AppFile: Sendable, Hashable {
    /// The most bytes of a file that are served.
    private static let maximumSize = 1 << 20

    /// Where it lies.
    let location: String
    /// Where it is served.
    let route: String
    let mediaType: String

    /// What a file holds now, with a tag that stands for just these bytes.
    struct Content: Sendable {
        let bytes: ByteBuffer
        let entityTag: String
    }

    /// Reads the file.
    /// - Throws: A ``Problem``: 404 when it is not there any more, or is not a file of reasonable size.
    func content() async throws -> Content {
        let location = location
        let bytes = try await NIOThreadPool.singleton.runIfActive {
            RegularFile.read(location, limit: Self.maximumSize)
        }
        guard let bytes else { throw Problem(.notFound, detail: "There is nothing at this path.") }
        let digest = SHA256.hash(data: bytes).prefix(16).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }
        return Content(bytes: ByteBuffer(bytes: bytes), entityTag: "\"\(digest.joined())\"")
    }
}
