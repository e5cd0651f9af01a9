/// The `tracestate` of W3C Trace Context: what each tracing vendor passes along, newest first.
///
/// A value that is only passed through stays as it came. One that is too long for its 512 characters loses members
/// as section 3.3.1.5 tells: first those of more than 128 characters, then those at the end.
public struct TraceState: Hashable, Sendable {
    /// The most members that a list may have.
    public static let maximumMembers = 32
    /// The most characters that are passed along.
    public static let maximumLength = 512

    /// The header's value; empty when there are no members.
    public let description: String

    /// Makes an empty list.
    public init() {
        description = ""
    }

    /// Reads a header's value, in which repeated headers are joined by commas; nil when it breaks the grammar.
    public init?(_ header: some StringProtocol) {
        let trimmed = header.trimmingOptionalWhitespace()
        guard !trimmed.isEmpty else {
            description = ""
            return
        }
        let members = trimmed.split(separator: ",").map { $0.trimmingOptionalWhitespace() }.filter { !$0.isEmpty }
        guard members.count <= Self.maximumMembers else { return nil }
        var keys: Set<Substring> = []
        for member in members {
            guard let separator = member.utf8.firstIndex(of: UInt8(ascii: "=")) else { return nil }
            let key = member[..<separator]
            guard TraceStateGrammar.isKey(key.utf8),
                TraceStateGrammar.isValue(member[member.utf8.index(after: separator)...].utf8),
                keys.insert(key).inserted
            else { return nil }
        }
        description =
            trimmed.utf8.count <= Self.maximumLength ? String(trimmed) : Self.shortened(members).joined(separator: ",")
    }

    /// Whether there are no members.
    public var isEmpty: Bool { description.isEmpty }

    /// The members in their order, newest first.
    public var members: [(key: Substring, value: Substring)] {
        description.split(separator: ",").compactMap { member in
            let member = member.trimmingOptionalWhitespace()
            guard let separator = member.utf8.firstIndex(of: UInt8(ascii: "=")) else { return nil }
            return (member[..<separator], member[member.utf8.index(after: separator)...])
        }
    }

    /// The value of a vendor's member.
    public subscript(key: String) -> String? {
        members.first { $0.key == key }.map { String($0.value) }
    }

    /// The list with a vendor's member changed and moved to the front; nil when key or value break the grammar.
    public func setting(_ key: String, to value: String) -> TraceState? {
        let others = members.filter { $0.key != key }.prefix(Self.maximumMembers - 1).map { "\($0.key)=\($0.value)" }
        return TraceState((["\(key)=\(value)"] + others).joined(separator: ","))
    }

    private static func shortened(_ members: [Substring]) -> [Substring] {
        var members = members
        var length = members.reduce(members.count - 1) { $0 + $1.utf8.count }
        while length > maximumLength {
            let index = members.lastIndex { $0.utf8.count > 128 } ?? members.count - 1
            length -= members[index].utf8.count + 1
            members.remove(at: index)
        }
        return members
    }
}

extension TraceState: CustomStringConvertible {}
