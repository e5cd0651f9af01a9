import GRPCCore
import Synchronization

/// Keeps what auth has said of sessions for a few seconds, so that most requests need not ask.
///
/// Many requests that come at once with a session that is not known ask once. What is ended by this gateway is dropped at
/// once; what another gateway, or auth itself, has ended is believed until its time is over. While auth is away, known
/// sessions go on to work for that long. That there is no such session is never kept.
final class SessionCache<Session: Sendable>: Sendable {
    /// What auth has said.
    struct Answer: Sendable {
        let session: Session
        /// Whose session it is.
        let user: String
        /// How long it lasts; nil when that is not known.
        let lifetime: Duration?
    }

    private enum Outcome: Sendable {
        case answered(Session)
        case failed(any Error)
        case unknown
    }

    private typealias Waiter = CheckedContinuation<Outcome, Never>

    private let isEnabled: Bool
    private let state: Mutex<SessionCacheState<Session, Waiter>>

    init(_ configuration: SessionCacheConfiguration) {
        isEnabled = configuration.timeToLive > .zero && configuration.capacity > 0
        state = Mutex(SessionCacheState(configuration))
    }

    /// The session of a token: one that is known, or what `ask` finds out.
    /// - Returns: The session, and whether it was known.
    func session(
        of token: SessionToken, ask: () async throws -> Answer
    ) async throws -> (session: Session, isCached: Bool) {
        guard isEnabled else { return (try await ask().session, false) }
        let key = TokenDigest(token)
        while true {
            switch state.withLock({ $0.lookup(key, now: .now) }) {
            case .found(let session): return (session, true)
            case .ask(let id): return (try await self.ask(ask, for: key, id), false)
            case .wait:
                switch await wait(for: key) {
                case .answered(let session): return (session, true)
                case .failed(let error): throw error
                case .unknown: try Task.checkCancellation()
                }
            }
        }
    }

    /// Forgets a session that has been ended.
    func remove(_ token: SessionToken) {
        guard isEnabled else { return }
        let key = TokenDigest(token)
        state.withLock { $0.remove(key) }
    }

    /// Forgets all sessions of the user of this one; see ``SessionCacheState/removeAll(ofUserOf:isCertain:)``.
    func removeAll(ofUserOf token: SessionToken, isCertain: Bool) {
        guard isEnabled else { return }
        let key = TokenDigest(token)
        state.withLock { $0.removeAll(ofUserOf: key, isCertain: isCertain) }
    }

    private func ask(
        _ ask: () async throws -> Answer, for key: TokenDigest, _ id: SessionCacheState<Session, Waiter>.LookupID
    ) async throws -> Session {
        do {
            let answer = try await ask()
            finish(key, id, answer, .answered(answer.session))
            return answer.session
        } catch {
            // That this caller has gone or has no time left says nothing about the session: the next one asks.
            finish(key, id, nil, Self.isOwn(error) ? .unknown : .failed(error))
            throw error
        }
    }

    private func finish(
        _ key: TokenDigest, _ id: SessionCacheState<Session, Waiter>.LookupID, _ answer: Answer?, _ outcome: Outcome
    ) {
        let waiters = state.withLock { state in
            state.finish(
                key, lookup: id, found: answer.map { ($0.session, $0.user, $0.lifetime) }, now: .now)
        }
        for waiter in waiters { waiter.resume(returning: outcome) }
    }

    private static func isOwn(_ error: any Error) -> Bool {
        guard let error = error as? RPCError else { return error is CancellationError }
        return error.code == .cancelled || error.code == .deadlineExceeded
    }

    private func wait(for key: TokenDigest) async -> Outcome {
        let ticket = state.withLock { $0.ticket() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let isWaiting = state.withLock { $0.join(key, ticket: ticket, waiter: waiter) }
                if !isWaiting { return waiter.resume(returning: .unknown) }
                if Task.isCancelled { leave(key, ticket) }
            }
        } onCancel: {
            leave(key, ticket)
        }
    }

    private func leave(_ key: TokenDigest, _ ticket: SessionCacheState<Session, Waiter>.Ticket) {
        state.withLock { $0.leave(key, ticket: ticket) }?.resume(returning: .unknown)
    }
}
