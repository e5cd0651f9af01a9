import Crypto

/// One numbered step of a schema's history.
public struct Migration: Sendable, Hashable {
    /// Its place in the order: 1, 2, 3, … without a gap.
    public let version: Int

    /// What it does, such as `create_users`.
    public let name: String

    /// Statements, which run in one transaction with the schema of the migrations first on the search path.
    public let sql: String

    /// Creates a migration.
    public init(version: Int, name: String, sql: String) {
        self.version = version
        self.name = name
        self.sql = sql
    }

    /// Reads a migration from a file that SwiftPM has embedded in the code.
    /// - Parameters:
    ///   - bytes: the file's content.
    ///   - file: the file's name, such as `0001_create_users.sql`.
    /// - Throws: ``PostgresError`` with the code `migration` when the name has another form or the content is not UTF-8.
    public init(bytes: [UInt8], file: String) throws(PostgresError) {
        let stem = file.hasSuffix(".sql") ? file.dropLast(4) : ""
        let parts = stem.split(separator: "_", maxSplits: 1)
        guard parts.count == 2, parts[0].allSatisfy({ $0.isASCII && $0.isNumber }), let version = Int(parts[0]) else {
            throw PostgresError(.migration, "migration \(file): the name must look like 0001_create_users.sql")
        }
        guard let sql = String(validating: bytes, as: UTF8.self) else {
            throw PostgresError(.migration, "migration \(file): the content is not valid UTF-8")
        }
        self.init(version: version, name: String(parts[1]), sql: sql)
    }

    /// The file's name.
    public var file: String {
        let digits = String(version)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "_\(name).sql"
    }

    /// The SHA-256 of the statements.
    var checksum: [UInt8] { [UInt8](SHA256.hash(data: [UInt8](sql.utf8))) }
}
