import Hummingbird
import ServiceKit

extension SessionValidator {
    /// Who makes a request; nil when its session is not valid (any more). That auth can't say is still an error.
    func userIfValid(of request: Request) async throws -> AuthenticatedUser? {
        do {
            return try await user(of: request)
        } catch let problem as Problem where problem.status == .unauthorized {
            return nil
        }
    }
}
