/// Runs single statements by PostgreSQL's own client.
public enum Psql {
    /// Runs one statement on the database at `url` and returns its rows, unaligned, one a line.
    @discardableResult
    public static func run(_ statement: String, at url: String) async throws(LocalStackError) -> String {
        try await run(statement, at: url, binaries: .find())
    }

    @discardableResult
    static func run(
        _ statement: String, at url: String, binaries: PostgresBinaries
    ) async throws(LocalStackError) -> String {
        let options = ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]
        return try await ChildProcess.output(of: .init(binaries.path("psql"), options + ["-c", statement, "-d", url]))
    }
}
