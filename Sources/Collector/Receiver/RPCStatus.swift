import OTLP

/// A `google.rpc.Status`, which OTLP/HTTP demands as the body of every failure: `code` is field 1, `message` field 2.
struct RPCStatus: Hashable {
    /// A `google.rpc.Code`.
    enum Code: UInt8 {
        case invalidArgument = 3
        case resourceExhausted = 8
        case unimplemented = 12
        case unavailable = 14
    }

    var code: Code
    var message: String

    func encoded(as encoding: BodyEncoding) -> [UInt8] {
        switch encoding {
        case .protobuf: protobuf()
        case .json: json()
        }
    }

    private func protobuf() -> [UInt8] {
        let text = Array(message.utf8)
        var bytes: [UInt8] = [0x08, code.rawValue, 0x12]
        var length = text.count
        while length >= 0x80 {
            bytes.append(UInt8(length & 0x7F) | 0x80)
            length >>= 7
        }
        bytes.append(UInt8(length))
        return bytes + text
    }

    private func json() -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.key("code")
            json.number(code.rawValue)
            json.member("message", message)
        }
        return json.bytes
    }
}
