import PathTemplates

/// Where the browser goes after a sign-in: a place that auth has checked when the sign-in began.
struct ReturnAddress: Sendable, Hashable {
    let text: String

    /// The place, or the start page when none is known.
    init(_ text: String?) {
        self.text = text.flatMap { $0.isEmpty ? nil : $0 } ?? "/"
    }

    /// The place with parameters added to its query, before the fragment.
    func adding(_ parameters: [(name: String, value: String)]) -> String {
        let fragment = text.firstIndex(of: "#") ?? text.endIndex
        let target = text[..<fragment]
        let added = parameters.map { "\($0.name)=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
        return "\(target)\(target.contains("?") ? "&" : "?")\(added)\(text[fragment...])"
    }
}
