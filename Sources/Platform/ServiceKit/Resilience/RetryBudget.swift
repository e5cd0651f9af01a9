/// How many calls may be made again, in proportion to all calls: a state machine without a clock.
///
/// When a service fails altogether, three attempts for each call would triple its load just when it can least bear it.
/// With a budget, retries add a tenth at most, beyond a small reserve for services that are rarely called.
struct RetryBudget: Sendable, Hashable {
    /// The configuration of a budget.
    struct Limits: Sendable, Hashable {
        /// Retries for each thousand calls.
        var perThousand = 100
        /// Retries that are saved up at most, and what a budget begins with.
        var reserve = 10
    }

    private let limits: Limits
    /// In thousandths of a retry.
    private var balance: Int

    init(_ limits: Limits = Limits()) {
        self.limits = limits
        balance = limits.reserve * 1000
    }

    /// A call is made for the first time.
    mutating func deposit() {
        balance = min(balance + limits.perThousand, limits.reserve * 1000)
    }

    /// A call is to be made again; whether it may.
    mutating func withdraw() -> Bool {
        guard balance >= 1000 else { return false }
        balance -= 1000
        return true
    }
}

/// A call is not made again: the budget is used up.
struct RetryBudgetExhausted: CallRefusal {
    let description = "too many calls of this service were made again lately"
}
