/// A condition did not come true in time.
public struct NeverHappened: Error, CustomStringConvertible {
    /// What was waited for.
    public let description: String
}

/// Waits until `condition` returns a value (or true), asking again and again, and gives that value.
///
/// - Throws: ``NeverHappened`` after `timeout`, and what `condition` throws then.
@discardableResult
public func eventually<Value>(
    _ what: String = "the condition", timeout: Duration = .seconds(60),
    isolation: isolated (any Actor)? = #isolation, _ condition: () async throws -> Value?
) async throws -> Value {
    let deadline = ContinuousClock.now + timeout
    var pause = Duration.milliseconds(5)
    while true {
        do {
            if let value = try await condition() { return value }
            if ContinuousClock.now >= deadline {
                throw NeverHappened(description: "\(what) did not happen within \(timeout)")
            }
        } catch  where !(error is NeverHappened) && ContinuousClock.now < deadline {
            // It may still succeed.
        }
        try await Task.sleep(for: pause)
        pause = min(pause * 2, .milliseconds(200))
    }
}

/// Waits until `condition` is true.
public func eventually(
    _ what: String = "the condition", timeout: Duration = .seconds(60),
    isolation: isolated (any Actor)? = #isolation, _ condition: () async throws -> Bool
) async throws {
    try await eventually(what, timeout: timeout) { try await condition() ? () : nil }
}
