extension Baggage {
    /// Reads a `baggage` header's value. Members that break the grammar or exceed the limits are left out.
    public init(header: String) {
        var bytes = 0
        for member in header.split(separator: ",") where entries.count < Self.maximumMembers {
            guard let entry = Entry(member: member) else { continue }
            bytes += entry.member.utf8.count + 1
            guard bytes - 1 <= Self.maximumBytes else { return }
            set(entry)
        }
    }

    /// The value of a `baggage` header; members beyond the limits are left out.
    public var header: String {
        var header = ""
        for entry in entries.prefix(Self.maximumMembers) {
            let member = entry.member
            guard header.utf8.count + member.utf8.count + 1 <= Self.maximumBytes else { continue }
            if !header.isEmpty { header += "," }
            header += member
        }
        return header
    }
}

extension Baggage.Entry {
    /// Reads `key=value;properties`.
    init?(member: Substring) {
        guard let equals = member.utf8.firstIndex(of: UInt8(ascii: "=")) else { return nil }
        let rest = member[member.utf8.index(after: equals)...]
        let semicolon = rest.utf8.firstIndex(of: UInt8(ascii: ";")) ?? rest.endIndex
        key = String(member[..<equals].trimmingOptionalWhitespace())
        encodedValue = String(rest[..<semicolon].trimmingOptionalWhitespace())
        metadata = semicolon == rest.endIndex ? "" : String(rest[semicolon...].dropFirst().trimmingOptionalWhitespace())
        guard BaggageGrammar.isToken(key.utf8), BaggageGrammar.isValue(encodedValue.utf8),
            BaggageGrammar.isMetadata(metadata.utf8)
        else { return nil }
    }

    var member: String {
        metadata.isEmpty ? "\(key)=\(encodedValue)" : "\(key)=\(encodedValue);\(metadata)"
    }
}
