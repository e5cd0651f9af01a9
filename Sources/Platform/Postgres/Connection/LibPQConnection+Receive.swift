import CLibPQ

extension LibPQConnection {
    private enum Stop {
        case cancelled
        case timedOut
    }

    /// Sends what libpq still holds and waits for the whole answer.
    ///
    /// When the task is cancelled or the deadline passes, the server is told to stop, and its answer is awaited all the
    /// same: the connection is in order afterwards. A server that does not answer in time costs the connection.
    func receive(until deadline: Instant?, isCancellable: Bool) async throws(PostgresError) -> PostgresResult {
        var stop: Stop?
        var limit = deadline
        var first: PostgresResult?
        var failure: PostgresError.ServerReport?
        while true {
            var unsent = PQflush(pointer)
            while unsent == 1 || PQisBusy(pointer) == 1 {
                let outcome = await poller.wait(
                    for: PQsocket(pointer), unsent == 1 ? .readOrWrite : .read, until: limit,
                    isCancellable: isCancellable && stop == nil)
                switch outcome {
                case .ready:
                    guard PQconsumeInput(pointer) == 1 else { throw lost(failure ?? readReport()) }
                    unsent = PQflush(pointer)
                case .cancelled, .timedOut:
                    let reason: Stop = outcome == .cancelled ? .cancelled : .timedOut
                    let end = Instant.now.advanced(by: cancelTimeout)
                    guard stop == nil, await requestCancel(until: end) else {
                        abandon()
                        throw error(for: stop ?? reason, failure)
                    }
                    stop = reason
                    limit = end
                }
            }
            guard let next = PQgetResult(pointer) else { break }
            let result = PostgresResult(owning: next)
            switch PQresultStatus(next) {
            case PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE:
                failure = failure ?? PostgresError.ServerReport(result: next)
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                abandon()
                throw PostgresError(.connectionMisuse, "COPY between client and server is not supported")
            default:
                first = first ?? result
            }
        }
        guard !isBroken else { throw lost(failure) }
        if let failure {
            if let stop, failure.sqlState == "57014" { throw error(for: stop, failure) }
            throw PostgresError(.server, "the server refused the statement: \(failure)", server: failure)
        }
        guard let first else { throw lost(nil) }
        return first
    }

    /// Tells the server to stop, from a thread of its own because PQcancel blocks. When it has returned, the signal is
    /// on its way, and the server ignores it once the statement is over: it can't hit the next one.
    /// - Returns: whether the server took the request in time.
    private func requestCancel(until deadline: Instant) async -> Bool {
        guard let request = CancelRequest(for: pointer) else { return false }
        let outcome = await poller.run(until: deadline, isCancellable: false) { request.send() }
        return outcome == .ready && request.succeeded
    }

    private func error(for stop: Stop, _ report: PostgresError.ServerReport?) -> PostgresError {
        switch stop {
        case .cancelled: PostgresError(.cancelled, "the task was cancelled", server: report)
        case .timedOut: PostgresError(.timeout, "the statement's deadline passed", server: report)
        }
    }

    private func lost(_ report: PostgresError.ServerReport?) -> PostgresError {
        abandon()
        let reason = report.map(\.description) ?? lastMessage
        return PostgresError(.connectionLost, "the connection broke: \(reason)", server: report)
    }

    /// What the server said before it hung up.
    private func readReport() -> PostgresError.ServerReport? {
        // A connection that has failed answers at once, and its last answer says why.
        var report: PostgresError.ServerReport?
        while let next = PQgetResult(pointer) {
            report = report ?? PostgresError.ServerReport(result: next)
            PQclear(next)
        }
        return report
    }
}
