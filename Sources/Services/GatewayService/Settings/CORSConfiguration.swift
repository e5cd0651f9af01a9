/// Which pages of other origins may call the gateway from a browser, and read its answers.
public struct CORSConfiguration: Sendable, Hashable {
    /// Some origins, or all.
    public enum Origins: Sendable, Hashable, CustomStringConvertible {
        /// Every page. Such a page's requests carry no cookie, so it has to have a token of its own.
        case any
        /// The pages of these origins.
        case only([WebOrigin])

        /// The list as a setting has it.
        public var description: String {
            switch self {
            case .any: "*"
            case .only(let origins): origins.isEmpty ? "none" : origins.map(\.description).joined(separator: ",")
            }
        }

        func contains(_ origin: WebOrigin) -> Bool {
            switch self {
            case .any: true
            case .only(let origins): origins.contains(origin)
            }
        }
    }

    /// Whose pages may call.
    public var origins: Origins
    /// Whether their requests may carry the session cookie.
    public var allowsCredentials: Bool
    /// How long a browser may remember the answer to a preflight request.
    public var maximumAge: Duration

    /// A configuration of its parts; no other origin by default.
    public init(
        origins: Origins = .only([]), allowsCredentials: Bool = false, maximumAge: Duration = .seconds(7200)
    ) {
        self.origins = origins
        self.allowsCredentials = allowsCredentials
        self.maximumAge = maximumAge
    }

    /// Whether any other origin is allowed.
    var isEnabled: Bool { origins != .only([]) }
}
