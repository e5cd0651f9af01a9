import HTTPTypes
import HummingbirdTesting
import SwiftProtobuf
import Testing

/// Expects a problem of RFC 9457 with a status, and gives its detail.
@discardableResult
func expectProblem(
    _ response: TestResponse, _ status: Int, at path: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
) throws -> String {
    #expect(response.status.code == status, "\(response.text)", sourceLocation: sourceLocation)
    #expect(response.headers[.contentType] == "application/problem+json", sourceLocation: sourceLocation)
    let body = try response.json.fields
    #expect(body["type"] == "about:blank", sourceLocation: sourceLocation)
    #expect(body["status"]?.numberValue == Double(status), sourceLocation: sourceLocation)
    #expect(body["title"]?.stringValue.isEmpty == false, sourceLocation: sourceLocation)
    if let path { #expect(body["instance"]?.stringValue == path, sourceLocation: sourceLocation) }
    return body["detail"]?.stringValue ?? ""
}

/// The account of ``FakeAuth`` as a client sees it.
let adaAsJSON: Google_Protobuf_Struct = [
    "id": "0b9f1c52-7a0e-4d39-8a26-2f3a5f0f0a11", "email": "ada@example.com", "name": "Ada",
    "createTime": "2026-11-23T22:43:40.123456Z",
]

/// The entity of ``FakeDummy`` as a client sees it.
let stoneAsJSON: Google_Protobuf_Struct = [
    "id": "5d2c7c3e-54a8-4e5b-bb1c-6c1a6f3b1f00", "name": "stone", "description": "",
    "createTime": "2026-11-23T22:43:40Z", "updateTime": "2026-11-23T22:43:41.000000001Z",
    "etag": "1", "deleteTime": nil, "expireTime": nil,
]
