import AuthAPI
import FoundationEssentials
import ServiceKit

extension Auth {
    /// Whether the client of this call is where the account of `email` has a session.
    func isKnown(to email: EmailAddress) async throws -> Bool {
        guard let network = ClientNetwork(SignInOrigin.current.clientAddress) else { return false }
        let addresses = try await sessions.clientAddresses(email: email, aliveAt: now(), policy)
        return addresses.contains { ClientNetwork($0) == network }
    }

    /// Lets `check` tell whether a password is the account's, unless too many were wrong before it.
    ///
    /// It is counted as wrong before it is checked, and taken back afterwards: however many come at once, no more are
    /// checked than one after the other. A right one from a known place begins its counter anew. One from elsewhere does
    /// not: strangers would get more tries from each sign-in of the owner.
    func tryPassword(
        of email: EmailAddress, isKnown: Bool, _ check: () async throws -> Bool
    ) async throws -> Bool {
        let counter = FailureCounter(email, isKnown: isKnown)
        try await count(counter)
        let matches: Bool
        do {
            matches = try await check()
        } catch {
            // Nothing was checked. When this can't be written down, it counts, to be on the safe side.
            try? await failures.takeBack(counter)
            throw error
        }
        if matches {
            try await isKnown ? failures.forget(counter) : failures.takeBack(counter)
        }
        return matches
    }

    private func count(_ counter: FailureCounter) async throws {
        while true {
            let known = try await failures.failures(counter)
            switch failurePolicy.decide(after: known, at: now()) {
            case .allowed(let next):
                if try await failures.replace(known, with: next, counter) { return }
            case .refused(let seconds):
                throw ResourceExhausted(
                    "too many wrong passwords: wait before you try again", retryDelay: .seconds(seconds))
            }
        }
    }
}
