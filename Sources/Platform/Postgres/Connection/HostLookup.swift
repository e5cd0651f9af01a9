// Looks up host names on a helper thread, because libpq would do it inside PQconnectPoll, which would block the caller.

import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Replaces host names by addresses in connection parameters.
enum HostLookup {
    struct LookupError: Error {
        var status: Int32
    }

    /// Adds `hostaddr` for every address of every named host; libpq tries them in turn. `host` stays beside it, for
    /// certificates and password files.
    static func resolve(
        _ parameters: [String: String], until deadline: ContinuousClock.Instant
    ) async throws(PostgresError) -> [String: String] {
        guard parameters["hostaddr"] == nil,
            let given = parameters["host"] ?? getenv("PGHOST").map({ String(cString: $0) })
        else { return parameters }
        let hosts = given.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard hosts.contains(where: needsLookup) else { return parameters }
        let ports = (parameters["port"] ?? "").split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard ports.count <= 1 || ports.count == hosts.count else {
            throw PostgresError(.invalidConfiguration, "\(ports.count) ports are given for \(hosts.count) hosts")
        }

        var targets: [(host: String, address: String, port: String)] = []
        var failure: PostgresError?
        for (index, host) in hosts.enumerated() {
            let port = ports.count > 1 ? ports[index] : ports.first ?? ""
            guard needsLookup(host) else {
                targets.append((host, "", port))
                continue
            }
            do {
                for address in try await addresses(of: host, until: deadline) { targets.append((host, address, port)) }
            } catch {
                if error.code == .cancelled { throw error }
                failure = failure ?? error
            }
        }
        if targets.isEmpty, let failure { throw failure }
        var resolved = parameters
        resolved["host"] = targets.map(\.host).joined(separator: ",")
        resolved["hostaddr"] = targets.map(\.address).joined(separator: ",")
        if parameters["port"] != nil { resolved["port"] = targets.map(\.port).joined(separator: ",") }
        return resolved
    }

    private static func needsLookup(_ host: String) -> Bool {
        var address = in6_addr()
        return !host.isEmpty && !host.hasPrefix("/") && !host.hasPrefix("@")
            && inet_pton(AF_INET, host, &address) != 1 && inet_pton(AF_INET6, host, &address) != 1
    }

    private static func addresses(
        of host: String, until deadline: ContinuousClock.Instant
    ) async throws(PostgresError) -> [String] {
        final class Answer: Sendable {
            let result = Mutex<Result<[String], LookupError>?>(nil)
        }
        let answer = Answer()
        let outcome = await ReadinessPoller.shared.run(until: deadline, isCancellable: true) {
            let result = lookUp(host)
            answer.result.withLock { $0 = result }
        }
        switch (outcome, answer.result.withLock { $0 }) {
        case (.cancelled, _):
            throw PostgresError(.cancelled, "the task was cancelled while the host \(host) was looked up")
        case (.ready, .success(let addresses)?) where !addresses.isEmpty:
            return addresses
        case (.ready, .failure(let error)?):
            throw PostgresError(
                .connectionFailed,
                "the host \(host) can't be found: \(String(cString: gai_strerror(error.status)))", cause: error)
        default:
            throw PostgresError(.connectionFailed, "the lookup of the host \(host) took too long")
        }
    }

    private static func lookUp(_ host: String) -> Result<[String], LookupError> {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        #if canImport(Glibc)
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        var list: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host, nil, &hints, &list)
        guard status == 0 else { return .failure(LookupError(status: status)) }
        defer { freeaddrinfo(list) }
        var addresses: [String] = []
        var next = list
        while let entry = next {
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(NI_MAXHOST)) { buffer in
                let status = getnameinfo(
                    entry.pointee.ai_addr, entry.pointee.ai_addrlen, buffer.baseAddress, socklen_t(NI_MAXHOST), nil, 0,
                    NI_NUMERICHOST)
                if status == 0, let start = buffer.baseAddress { addresses.append(String(cString: start)) }
            }
            next = entry.pointee.ai_next
        }
        return .success(addresses)
    }
}
