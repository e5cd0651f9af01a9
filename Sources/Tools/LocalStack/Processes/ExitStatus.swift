/// How a process ended.
public enum ExitStatus: Hashable, Sendable, CustomStringConvertible {
    /// The process returned this exit code.
    case exited(Int32)
    /// This signal ended the process.
    case signaled(Int32)

    /// Whether the process returned 0.
    public var isSuccess: Bool { self == .exited(0) }

    /// The status in words.
    public var description: String {
        switch self {
        case .exited(let code): "exit code \(code)"
        case .signaled(let signal): "signal \(signal)"
        }
    }
}
