import FoundationEssentials

/// Where sign-ins are kept while their users are at the provider.
protocol LoginAttemptRepository: Sendable {
    func insert(_ attempt: LoginAttempt) async throws

    /// Takes an attempt out: each can be taken once. Whoever has not all of state, browser's secret and provider takes
    /// nothing.
    func take(stateHash: SecretHash, browserHash: SecretHash, provider: String) async throws -> LoginAttempt?
}
