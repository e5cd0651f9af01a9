import Testing

@testable import ServiceKit

struct RetryBudgetTests {
    private func expect(_ isAllowed: Bool, _ expected: Bool, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(isAllowed == expected, sourceLocation: sourceLocation)
    }

    @Test func `given a new budget, when nothing else is called, then the reserve is all there is`() {
        var budget = RetryBudget(.init(perThousand: 100, reserve: 3))
        let allowed = (0..<5).map { _ in budget.withdraw() }
        #expect(allowed == [true, true, true, false, false])
    }

    @Test func `given a budget that is used up, when calls are made, then each tenth allows one retry`() {
        var budget = RetryBudget(.init(perThousand: 100, reserve: 1))
        expect(budget.withdraw(), true)
        for _ in 0..<9 { budget.deposit() }
        expect(budget.withdraw(), false)
        budget.deposit()
        expect(budget.withdraw(), true)
        expect(budget.withdraw(), false)
    }

    @Test func `given many calls, when nothing is made again, then no more than the reserve is saved up`() {
        var budget = RetryBudget(.init(perThousand: 100, reserve: 2))
        for _ in 0..<10000 { budget.deposit() }
        let allowed = (0..<3).map { _ in budget.withdraw() }
        #expect(allowed == [true, true, false])
    }
}
