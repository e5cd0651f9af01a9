/// Where a trace can be seen: a URL in which `{id}` stands for the trace id.
public struct TracesURL: Sendable, Hashable {
    /// The URL with its `{id}`.
    public let template: String

    /// Reads a template; nil for a text that is none. Only `http` and `https`: the app makes links of it.
    public init?(_ text: String) {
        guard text.hasPrefix("http://") || text.hasPrefix("https://"), text.contains("{id}"),
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        template = text
    }
}
