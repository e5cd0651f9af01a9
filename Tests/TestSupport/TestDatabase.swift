import LocalStack
import Synchronization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A fresh, empty database for one test.
///
/// It lies on a server that the test process starts for itself once and that goes with the process, or on the server of
/// the URL in `TEST_DATABASE_URL`, where it stays for a look afterwards.
public struct TestDatabase: Sendable {
    /// The database's URL, with user and password.
    public let url: String

    /// Makes a database.
    public static func make() async throws -> TestDatabase {
        let server = try await TestServer.shared.url()
        let name = "test_\(UUID().uuidString.lowercased().replacing("-", with: ""))"
        try await Psql.run("CREATE DATABASE \(name)", at: server)
        return TestDatabase(url: replaceDatabase(in: server, with: name))
    }

    /// Runs one statement and returns its rows, unaligned, one a line.
    @discardableResult
    public func run(_ statement: String) async throws -> String {
        try await Psql.run(statement, at: url)
    }

    private static func replaceDatabase(in url: String, with name: String) -> String {
        let query = url.firstIndex(of: "?") ?? url.endIndex
        guard let slash = url[..<query].lastIndex(of: "/") else { return url }
        return "\(url[...slash])\(name)\(url[query...])"
    }
}

/// The one server behind all databases of this test process.
private actor TestServer {
    static let shared = TestServer()
    private var starting: Task<String, any Error>?
    /// Kept, so that the server runs as long as the process does.
    private var server: LocalPostgres?

    func url() async throws -> String {
        if let given = ProcessInfo.processInfo.environment["TEST_DATABASE_URL"], !given.isEmpty { return given }
        if let starting { return try await starting.value }
        let server = try LocalPostgres(folder: TemporaryDirectory.newPath(), durability: .throwAway)
        self.server = server
        let starting = Task {
            try await server.start()
            return try await server.url()
        }
        self.starting = starting
        return try await starting.value
    }
}
