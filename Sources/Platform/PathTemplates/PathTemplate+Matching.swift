extension PathTemplate {
    /// What a path gives to the variables of a template that takes it.
    public struct Match: Sendable, Hashable {
        /// A value for each variable, in their order, as it was sent; nil for one whose escapes can't be decoded.
        public let values: [String?]
    }

    /// Matches a path; nil when this template does not take it.
    ///
    /// The value of a variable with one segment is decoded whole. Of one with several segments, an escaped slash stays
    /// escaped, so that it is not taken for a separator.
    public func match(_ path: RequestPath) -> Match? {
        guard var parts = path.segments?[...] else { return nil }
        if let verb {
            guard let last = parts.last, let rest = Self.withoutVerb(verb, last) else { return nil }
            parts[parts.endIndex - 1] = rest
        }
        let fixed = segments.last == .rest ? segments.count - 1 : segments.count
        guard segments.last == .rest ? parts.count >= fixed : parts.count == fixed else { return nil }
        for index in 0..<fixed {
            guard !parts[index].isEmpty, accepts(parts[index], at: index) else { return nil }
        }
        // "**" takes what is left, but not an empty segment in the middle of it.
        let rest = parts[fixed...]
        guard rest.count < 2 || rest.allSatisfy({ !$0.isEmpty }) else { return nil }
        return Match(values: variables.map { value(of: $0, in: parts) })
    }

    private func accepts(_ part: Substring, at index: Int) -> Bool {
        guard case .literal(let literal) = segments[index] else { return true }
        return part == literal || (part.utf8.contains(UInt8(ascii: "%")) && PercentEncoding.decode(part) == literal)
    }

    private func value(of variable: Variable, in parts: ArraySlice<Substring>) -> String? {
        let range = variable.segments
        if range.count == 1, segments[range.lowerBound] != .rest {
            return PercentEncoding.decode(parts[range.lowerBound])
        }
        let end = segments[range.upperBound - 1] == .rest ? parts.count : range.upperBound
        return PercentEncoding.decode(parts[range.lowerBound..<end].joined(separator: "/"), keepingSlashes: true)
    }

    private static func withoutVerb(_ verb: String, _ part: Substring) -> Substring? {
        guard let colon = part.utf8.lastIndex(of: UInt8(ascii: ":")) else { return nil }
        let text = part[part.utf8.index(after: colon)...]
        return text == verb || PercentEncoding.decode(text) == verb ? part[..<colon] : nil
    }
}
