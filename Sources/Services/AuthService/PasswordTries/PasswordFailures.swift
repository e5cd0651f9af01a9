import FoundationEssentials

/// Wrong passwords that came one after the other.
struct PasswordFailures: Sendable, Hashable {
    let count: Int32

    /// When the last of them came.
    let lastTime: Date
}
