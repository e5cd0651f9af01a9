import FoundationEssentials
import Synchronization

@testable import AuthService

extension InMemoryAccounts: FailureRepository {
    func failures(_ counter: FailureCounter) async throws -> PasswordFailures? {
        state.withLock { $0.failures[counter] }
    }

    func replace(
        _ old: PasswordFailures?, with new: PasswordFailures, _ counter: FailureCounter
    ) async throws -> Bool {
        state.withLock { state in
            guard state.failures[counter] == old else { return false }
            state.failures[counter] = new
            return true
        }
    }

    func takeBack(_ counter: FailureCounter) async throws {
        state.withLock { state in
            guard let known = state.failures[counter], known.count > 0 else { return }
            state.failures[counter] = PasswordFailures(count: known.count - 1, lastTime: known.lastTime)
        }
    }

    func forget(_ counter: FailureCounter) async throws {
        state.withLock { $0.failures[counter] = nil }
    }
}
