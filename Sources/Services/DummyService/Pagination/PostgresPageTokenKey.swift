import Crypto
import Postgres

/// The key of page tokens. It lies in the database, so that every instance of the service reads the tokens of the others.
actor PostgresPageTokenKey {
    private let database: any PostgresSession
    private var known: SymmetricKey?

    init(database: any PostgresSession) {
        self.database = database
    }

    /// The key, which is read once.
    var value: SymmetricKey {
        get async throws {
            if let known { return known }
            let bytes = try await database.queryFirst(
                "SELECT value FROM dummy.secrets WHERE name = 'page_token'", as: [UInt8].self)
            guard let bytes else {
                throw PostgresError(.decoding, "dummy.secrets has no page_token; its migration makes it")
            }
            let key = SymmetricKey(data: bytes)
            known = key
            return key
        }
    }
}
