package import Foundation
package import Hummingbird
import Synchronization
import TestSupport

/// An OpenID Connect issuer, and a GitHub, that hold clients to the rules and break them themselves when they are told to.
package final class OAuthIssuer: Sendable {
    package static let clientID = "cairn client"
    package static let clientSecret = "client/secret+of:cairn"

    /// What was issued for a code.
    struct Grant {
        let redirectURL: String
        let challenge: String
        let nonce: String?
        /// What is otherwise in this one sign-in.
        let change: IssuerChange
    }

    struct State {
        var behaviour: IssuerBehaviour
        var grants: [String: Grant] = [:]
        /// Whose access tokens there are.
        var accessTokens: [String: IssuerChange] = [:]
        var record = IssuerRecord()
        var url = ""
    }

    let state: Mutex<State>
    let now: @Sendable () -> Date

    package init(_ behaviour: IssuerBehaviour, now: @escaping @Sendable () -> Date = { .now }) {
        state = Mutex(State(behaviour: behaviour))
        self.now = now
    }

    /// Where it is reached, which is its name, too.
    package var url: String {
        get { state.withLock { $0.url } }
        set { state.withLock { $0.url = newValue } }
    }

    /// What has happened so far.
    package var record: IssuerRecord { state.withLock { $0.record } }

    /// Has the issuer do something otherwise from now on.
    package func change(_ change: (inout IssuerBehaviour) -> Void) {
        state.withLock { change(&$0.behaviour) }
    }

    /// Adds the issuer's endpoints.
    package func addRoutes(to router: some RouterMethods<BasicRequestContext>) {
        addOpenIDRoutes(to: router)
        addGitHubRoutes(to: router)
    }

    /// How the issuer behaves, with what is otherwise in one sign-in.
    func behaviour(_ change: IssuerChange? = nil) -> IssuerBehaviour {
        var behaviour = state.withLock { $0.behaviour }
        change?.apply(to: &behaviour, now: now())
        return behaviour
    }

    func note(secrets: [String]) {
        state.withLock { $0.record.secrets += secrets }
    }

    /// An answer in JSON, unless the issuer is to give none.
    func answer(_ behaviour: IssuerBehaviour, _ make: () throws -> Any) async throws -> Response {
        if behaviour.hangs { try await waitUntilCancelled() }
        if let outage = behaviour.outage { return Response(status: .init(code: outage)) }
        let data = try JSONSerialization.data(withJSONObject: make())
        return Response(
            status: .ok, headers: [.contentType: "application/json"], body: .init(byteBuffer: ByteBuffer(bytes: data)))
    }
}
