import Foundation
package import Hummingbird

extension OAuthIssuer {
    /// Adds what a test in another process asks of the issuer: `PUT control` with an ``IssuerChange``, and `GET record`.
    package func addControl(to router: some RouterMethods<BasicRequestContext>) {
        router.put("control") { request, _ in
            let body = try await request.body.collect(upTo: 65_536)
            let change = try JSONDecoder().decode(IssuerChange.self, from: Data(body.readableBytesView))
            let now = self.now()
            self.change { change.apply(to: &$0, now: now) }
            return Response(status: .noContent)
        }
        router.get("record") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/json"],
                body: .init(byteBuffer: ByteBuffer(bytes: try JSONEncoder().encode(self.record))))
        }
    }
}
