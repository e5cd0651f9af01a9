/// The value of `OAUTH_PROVIDERS`: names of lower-case letters and digits, each once, separated by commas.
public struct ProviderNames: Sendable, LosslessStringConvertible {
    static let empty = ProviderNames(names: [])

    let names: [String]

    private init(names: [String]) {
        self.names = names
    }

    /// Reads the text form.
    public init?(_ description: String) {
        names = description.split(separator: ",", omittingEmptySubsequences: false).map { String($0).trimmed }
        guard names.count <= 32, Set(names).count == names.count,
            names.allSatisfy({ $0.wholeMatch(of: /[a-z][a-z0-9]{0,31}/) != nil })
        else { return nil }
    }

    /// The text form, or `none`.
    public var description: String { names.isEmpty ? "none" : names.joined(separator: ",") }
}
