import Crypto
import FoundationEssentials
import ServiceKit

/// Where a list goes on, in a form that clients hand back and can neither read nor change.
///
/// base64url of: version (1 byte), and the position sealed by AES-256-GCM. The seal covers whose list it is, its filter,
/// order and whether it shows deleted entities: a token opens nothing but the list that it was made for.
struct PageToken: Sendable {
    static let version: UInt8 = 2
    static let maximumLength = 4096

    private let key: SymmetricKey
    private let order: EntityOrder
    private let list: [UInt8]

    /// The tokens of one list.
    init(key: SymmetricKey, userID: UUID, filter: String, order: EntityOrder, showDeleted: Bool) {
        self.key = key
        self.order = order
        var list: [UInt8] = [Self.version, showDeleted ? 1 : 0]
        list += userID.bytes
        list += PagePosition.bytes(order.text)
        list += Array(filter.utf8)
        self.list = list
    }

    /// The token of a place in the list.
    func seal(_ position: PagePosition) throws -> String {
        let box = try AES.GCM.seal(position.bytes, using: key, authenticating: list)
        // The standard nonce of 12 bytes makes the combined form possible.
        guard let combined = box.combined else { throw CryptoKitError.incorrectParameterSize }
        return Base64.encode([Self.version] + Array(combined), alphabet: .urlSafe)
    }

    /// Reads a token; nil for the empty one, the beginning.
    func open(_ text: String) throws(InvalidArgument) -> PagePosition? {
        guard !text.isEmpty else { return nil }
        guard text.utf8.count <= Self.maximumLength, let bytes = Base64.decode(text, alphabet: .urlSafe),
            bytes.first == Self.version,
            let box = try? AES.GCM.SealedBox(combined: bytes.dropFirst()),
            let content = try? AES.GCM.open(box, using: key, authenticating: list),
            let position = PagePosition(bytes: Array(content), in: order)
        else {
            throw InvalidArgument(field: "page_token", "must be the next_page_token of this list")
        }
        return position
    }
}
