import ServiceKit

/// What API tokens can be allowed, in an order. The text form has commas: `account,entities:read`.
public struct ScopeList: Sendable, Hashable, LosslessStringConvertible {
    /// The account, and what the sample backend has.
    public static let standard = ScopeList(all: ["account", "entities:read", "entities:write"])

    /// Each once.
    public let all: [String]

    private init(all: [String]) {
        self.all = all
    }

    /// Reads the text form; nil when it is empty, a scope stands there twice or is none (RFC 6749, section 3.3).
    public init?(_ description: String) {
        let all = description.split(separator: ",", omittingEmptySubsequences: false).map {
            String($0).trimmed
        }
        guard Set(all).count == all.count, all.allSatisfy(Self.isScope) else { return nil }
        self.all = all
    }

    /// `account,entities:read`
    public var description: String { all.joined(separator: ",") }

    /// The scopes of a request, each once and in the order of ``all``.
    func checked(_ wanted: [String]) throws(InvalidArgument) -> [String] {
        guard !wanted.isEmpty else {
            throw InvalidArgument(field: "scopes", "must have at least one of \(list)")
        }
        guard wanted.allSatisfy(all.contains) else {
            throw InvalidArgument(field: "scopes", "must have none but \(list)")
        }
        return all.filter(wanted.contains)
    }

    private var list: String { all.joined(separator: ", ") }

    /// The characters of a scope; `*` stands for all of them elsewhere.
    private static func isScope(_ text: String) -> Bool {
        1...64 ~= text.utf8.count && text != "*"
            && text.utf8.allSatisfy { $0 == 0x21 || 0x23...0x5b ~= $0 || 0x5d...0x7e ~= $0 }
    }
}
