/// Where the database is and how many connections may be kept to it.
public struct PostgresConfiguration: Sendable {
    /// libpq's connection parameters by keyword
    /// (<https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS>).
    /// What is absent comes from libpq's environment variables (`PGHOST`, …) and defaults.
    public var parameters: [String: String]

    /// The limits of the pool.
    public var pool = PoolConfiguration()

    /// How long making a connection may take, name lookup included.
    public var connectTimeout: Duration = .seconds(5)

    /// How long a statement may take, the wait for a connection included, when the task has no shorter `Deadline`;
    /// unbounded when nil.
    public var statementTimeout: Duration?

    /// How long to wait for the server to stop a cancelled statement before the connection is given up.
    public var cancelTimeout: Duration = .seconds(5)

    /// How many prepared statements each connection keeps on the server.
    public var preparedStatementLimit = 256

    /// Reads a connection URL: `postgresql://user:password@host:port/database?option=value`,
    /// with any of libpq's options (several hosts and Unix sockets included).
    /// - Throws: ``PostgresError`` with the code `invalidConfiguration`. It never quotes the URL, which may hold a password.
    public init(url: String) throws(PostgresError) {
        parameters = try ConnectionParameters.parse(url: url)
    }
}

extension PostgresConfiguration {
    /// The limits of a pool of connections.
    public struct PoolConfiguration: Sendable, Hashable {
        /// How many connections are kept open, idle or not, while the client runs as a service.
        public var minimumConnections = 0

        /// How many connections may be open at once.
        public var maximumConnections = 10

        /// How many callers may wait for a connection; the next one fails at once.
        public var maximumWaiters = 4096

        /// How long a caller waits for a connection when its task has no shorter `Deadline`.
        public var acquireTimeout: Duration = .seconds(5)

        /// How long a connection beyond the minimum may stay idle before it is closed.
        public var idleTimeout: Duration = .seconds(60)

        /// How old a connection may become before it is replaced.
        public var maximumLifetime: Duration = .seconds(3600)

        /// A connection that has been idle for longer than this is tested by a round trip before its use.
        public var healthCheckAfter: Duration = .seconds(15)

        /// The pause after the first failed connect; it doubles with each further one, less a random half.
        public var initialBackoff: Duration = .milliseconds(50)

        /// The longest pause after a failed connect. Meanwhile callers fail at once with the connect's error.
        public var maximumBackoff: Duration = .seconds(1)

        /// The defaults.
        public init() {}
    }
}

extension PostgresConfiguration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Host, port and database without the password.
    public var description: String {
        let host = parameters["host"] ?? parameters["hostaddr"] ?? "default host"
        return "\(host):\(parameters["port"] ?? "5432")/\(parameters["dbname"] ?? "")"
    }

    /// The same as `description`.
    public var debugDescription: String { description }

    /// Empty, so that `dump` does not show the password.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
