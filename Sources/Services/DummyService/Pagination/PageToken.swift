import FoundationEssentials
import ServiceKit

/// Where a user's list goes on, in a form that clients hand back and need not understand.
///
/// base64url of: version (1 byte), the user's id (16), the time in µs (8, big-endian), the entity's id (16). It is not signed:
/// whatever a forged one says, the query reads the caller's own entities only.
struct PageToken: Sendable {
    private static let version: UInt8 = 1
    /// The years 1 to 9999 in µs after 1970, as `google.protobuf.Timestamp` bounds a time: no entity has another.
    private static let times: ClosedRange<Int64> = -62_135_596_800_000_000...253_402_300_799_999_999

    let position: PagePosition

    init(_ position: PagePosition) {
        self.position = position
    }

    /// Reads a token that was issued to `userID`; `nil` stands for the empty token, the first page.
    init?(_ text: String, issuedTo userID: UUID) throws(InvalidArgument) {
        guard !text.isEmpty else { return nil }
        guard let bytes = Base64.decode(text, alphabet: .urlSafe), bytes.count == 41,
            bytes[0] == Self.version,
            UUID(bytes: bytes[1..<17]) == userID,
            case let microseconds = bytes[17..<25].reduce(Int64(0), { $0 << 8 | Int64($1) }),
            Self.times.contains(microseconds)
        else {
            throw InvalidArgument(field: "page_token", "must be the next_page_token of this list")
        }
        self.init(
            PagePosition(createTime: Date(microsecondsSince1970: microseconds), id: UUID(bytes: bytes[25..<41])))
    }

    /// The text for `userID`.
    func text(for userID: UUID) -> String {
        let time = position.createTime.microsecondsSince1970
        let bigEndianTime = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: time >> $0) }
        return Base64.encode([Self.version] + userID.bytes + bigEndianTime + position.id.bytes, alphabet: .urlSafe)
    }
}
