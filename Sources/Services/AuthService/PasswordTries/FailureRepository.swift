import FoundationEssentials

/// Where wrong passwords are counted, for all replicas of the service together.
protocol FailureRepository: Sendable {
    func failures(_ counter: FailureCounter) async throws -> PasswordFailures?

    /// Puts `new` in the place of `old`.
    ///
    /// - Returns: Whether it did; `false` when `old` is not what is known any more.
    func replace(_ old: PasswordFailures?, with new: PasswordFailures, _ counter: FailureCounter) async throws -> Bool

    /// Counts one failure less.
    func takeBack(_ counter: FailureCounter) async throws

    /// Begins anew.
    func forget(_ counter: FailureCounter) async throws
}
