import FoundationEssentials

extension CallerToken {
    private static let hasUser: UInt8 = 1
    private static let hasSession: UInt8 = 2

    func payload() throws(CallerTokenError) -> [UInt8] {
        var bytes = [Self.version]
        bytes.reserveCapacity(128)
        for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: expiry >> shift)) }
        try Self.append(audience ?? "", to: &bytes)
        try Self.append(service, to: &bytes)
        guard let caller else { return bytes + [0] }
        bytes.append(Self.hasUser | (caller.sessionID == nil ? 0 : Self.hasSession))
        Self.append(caller.userID, to: &bytes)
        if let sessionID = caller.sessionID { Self.append(sessionID, to: &bytes) }
        try Self.append(caller.scopes.sorted().joined(separator: " "), to: &bytes)
        return bytes
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) throws(CallerTokenError) {
        guard let count = UInt16(exactly: text.utf8.count) else { throw .tooLarge }
        bytes.append(UInt8(count >> 8))
        bytes.append(UInt8(truncatingIfNeeded: count))
        bytes.append(contentsOf: text.utf8)
    }

    private static func append(_ id: UUID, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: id.uuid) { bytes.append(contentsOf: $0) }
    }

    init(payload: [UInt8]) throws(CallerTokenError) {
        var reader = Reader(rest: payload[...])
        guard try reader.byte() == Self.version else { throw .malformed }
        let expiry = try reader.take(8).reduce(Int64(0)) { $0 << 8 | Int64($1) }
        let audience = try reader.text()
        let service = try reader.text()
        let flags = try reader.byte()
        var caller: Caller?
        switch flags {
        case 0: break
        case Self.hasUser, Self.hasUser | Self.hasSession:
            let userID = try reader.id()
            let sessionID = flags & Self.hasSession == 0 ? nil : try reader.id()
            let scopes = try reader.text().split(separator: " ").map(String.init)
            caller = Caller(userID: userID, sessionID: sessionID, scopes: Set(scopes))
        default: throw .malformed
        }
        guard reader.rest.isEmpty else { throw .malformed }
        self.init(service: service, audience: audience.isEmpty ? nil : audience, expiry: expiry, caller: caller)
    }

    private struct Reader {
        var rest: ArraySlice<UInt8>

        mutating func take(_ count: Int) throws(CallerTokenError) -> ArraySlice<UInt8> {
            guard rest.count >= count else { throw .malformed }
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count)
        }

        mutating func byte() throws(CallerTokenError) -> UInt8 {
            guard let byte = rest.popFirst() else { throw .malformed }
            return byte
        }

        mutating func text() throws(CallerTokenError) -> String {
            let count = Int(try byte()) << 8 | Int(try byte())
            guard let text = String(validating: try take(count), as: UTF8.self) else { throw .malformed }
            return text
        }

        mutating func id() throws(CallerTokenError) -> UUID {
            let bytes = try take(MemoryLayout<uuid_t>.size)
            return UUID(uuid: bytes.withUnsafeBytes { $0.loadUnaligned(as: uuid_t.self) })
        }
    }
}
