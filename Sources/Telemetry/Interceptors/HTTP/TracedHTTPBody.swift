import AsyncHTTPClient
import NIOCore

/// A response's body that ends the span of its request.
struct TracedHTTPBody: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    let base: HTTPClientResponse.Body
    let exchange: HTTPClientSpan

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(base: base.makeAsyncIterator(), exchange: exchange)
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        var base: HTTPClientResponse.Body.AsyncIterator
        let exchange: HTTPClientSpan

        mutating func next() async throws -> ByteBuffer? {
            do {
                let chunk = try await base.next()
                if chunk == nil { exchange.finished() }
                return chunk
            } catch {
                exchange.failed(error)
                throw error
            }
        }
    }
}
