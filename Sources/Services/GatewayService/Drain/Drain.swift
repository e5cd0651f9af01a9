import Synchronization

/// Whether the gateway is about to stop.
///
/// Then `/readyz` answers 503 first, and what balances load goes elsewhere; every answer tells its client to close the
/// connection; and only after that the gateway stops listening.
public final class Drain: Sendable {
    private let hasBegunFlag = Atomic(false)

    /// A gateway that does not stop yet.
    public init() {}

    /// Whether it has begun.
    public var hasBegun: Bool { hasBegunFlag.load(ordering: .relaxed) }

    /// It begins now.
    public func begin() {
        hasBegunFlag.store(true, ordering: .relaxed)
    }
}
