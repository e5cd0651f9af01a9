/// The value of `OAUTH_RETURN_ORIGINS`: scheme, host and port of sites, separated by commas.
public struct OriginList: Sendable, LosslessStringConvertible {
    static let empty = OriginList(origins: [])

    let origins: [String]

    private init(origins: [String]) {
        self.origins = origins
    }

    /// Reads the text form.
    public init?(_ description: String) {
        origins = description.split(separator: ",", omittingEmptySubsequences: false).map { String($0).trimmed }
        guard origins.allSatisfy({ WebURL($0)?.origin == $0 }) else { return nil }
    }

    /// The text form, or `none`.
    public var description: String { origins.isEmpty ? "none" : origins.joined(separator: ",") }
}
