import CLibPQ

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension LibPQConnection {
    /// Connects without blocking the caller's thread.
    /// - Parameter deadline: an earlier end than the configuration's connect timeout.
    static func connect(
        _ configuration: PostgresConfiguration, until deadline: Instant?
    ) async throws(PostgresError) -> LibPQConnection {
        let timeout = Instant.now.advanced(by: configuration.connectTimeout)
        let limit = min(timeout, deadline ?? timeout)
        do throws(PostgresError) {
            return try await connect(configuration, limit)
        } catch {
            guard error.code == .connectionFailed, limit < timeout, limit <= .now else { throw error }
            throw PostgresError(.timeout, "the deadline passed before there was a connection", cause: error)
        }
    }

    private static func connect(
        _ configuration: PostgresConfiguration, _ limit: Instant
    ) async throws(PostgresError) -> LibPQConnection {
        let parameters = try await HostLookup.resolve(withDefaults(configuration.parameters), until: limit)
        guard let pointer = start(parameters) else {
            throw PostgresError(.connectionFailed, "libpq has no memory for a connection")
        }
        do throws(PostgresError) {
            try await finish(pointer, until: limit, description: configuration.description)
        } catch {
            PQfinish(pointer)
            throw error
        }
        return LibPQConnection(owning: pointer, configuration: configuration)
    }

    /// What differs from libpq's own defaults. Kerberos encryption is off because asking for it blocks. A server that
    /// vanishes without a word is noticed after a minute instead of hours.
    private static func withDefaults(_ given: [String: String]) -> [String: String] {
        let defaults = [
            "client_encoding": "UTF8", "gssencmode": "disable", "fallback_application_name": "cairn",
            "keepalives_idle": "30", "keepalives_interval": "10", "keepalives_count": "3", "tcp_user_timeout": "60000",
        ]
        return defaults.merging(given) { $1 }
    }

    private static func start(_ parameters: [String: String]) -> OpaquePointer? {
        let keywords = parameters.keys.map { strdup($0) }
        let values = parameters.values.map { strdup($0) }
        defer { for pointer in keywords + values { free(pointer) } }
        let keywordPointers = keywords.map { UnsafePointer($0) } + [nil]
        let valuePointers = values.map { UnsafePointer($0) } + [nil]
        guard let pointer = PQconnectStartParams(keywordPointers, valuePointers, 0) else { return nil }
        // libpq would print notices to standard error.
        PQsetNoticeReceiver(pointer, { _, _ in }, nil)
        return pointer
    }

    private static func finish(
        _ pointer: OpaquePointer, until limit: Instant, description: String
    ) async throws(PostgresError) {
        // The documentation has a new connection treated as if PQconnectPoll had asked for writing.
        var next = PQstatus(pointer) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING
        while next != PGRES_POLLING_OK {
            guard next != PGRES_POLLING_FAILED else {
                throw PostgresError(.connectionFailed, "no connection to \(description): \(lastMessage(pointer))")
            }
            // The socket changes when libpq goes on to another address.
            let outcome = await ReadinessPoller.shared.wait(
                for: PQsocket(pointer), next == PGRES_POLLING_READING ? .read : .write, until: limit,
                isCancellable: true)
            switch outcome {
            case .ready: next = PQconnectPoll(pointer)
            case .timedOut:
                throw PostgresError(.connectionFailed, "no connection to \(description): it took too long")
            case .cancelled:
                throw PostgresError(.cancelled, "the task was cancelled while it connected to \(description)")
            }
        }
    }
}
