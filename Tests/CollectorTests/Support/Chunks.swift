import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Posts a body without a length, in chunks; returns the status of the answer.
func postChunks(count: Int, of chunk: [UInt8], to url: String) async throws -> Int {
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.headers.add(name: "content-type", value: "application/x-protobuf")
    let chunks = AsyncStream<ByteBuffer> { stream in
        for _ in 0..<count { stream.yield(ByteBuffer(bytes: chunk)) }
        stream.finish()
    }
    request.body = .stream(chunks, length: .unknown)
    return Int(try await HTTPClient.shared.execute(request, timeout: .seconds(30)).status.code)
}
