/// What `GET /user` answers, as far as it is needed. The id stays when the login changes.
struct GitHubUser: Decodable, Sendable {
    let id: Int64
    let login: String
    let name: String?
}

/// One of the addresses that `GET /user/emails` answers.
struct GitHubEmail: Decodable, Sendable {
    let email: String
    let primary: Bool
    let verified: Bool

    /// The primary address if it is verified, else any that is, else the primary.
    static func best(of all: [GitHubEmail]) -> GitHubEmail? {
        all.first { $0.primary && $0.verified } ?? all.first(where: \.verified) ?? all.first(where: \.primary)
    }
}
