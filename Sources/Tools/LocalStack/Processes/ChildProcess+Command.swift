#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension ChildProcess {
    /// What to run, and how it is to end.
    public struct Command: Sendable {
        /// The path of the program, or its name to look up in `PATH`.
        public var executable: String
        /// The arguments after the program's name.
        public var arguments: [String]
        /// The whole environment of the program; nil inherits this process's.
        public var environment: [String: String]?
        /// The folder the program starts in.
        public var workingDirectory = "."
        /// The user to run as, when it is not this process's own (needs root).
        public var account: Account?
        /// The signal that asks the program to end.
        public var stopSignal: Int32 = SIGTERM
        /// How long the program may take to end before `SIGKILL`.
        public var grace: Duration = .seconds(10)
        /// A folder to remove when the owner ends without having stopped the program.
        public var removedWithOwner: String?

        /// A program with its arguments.
        public init(_ executable: String, _ arguments: [String] = [], environment: [String: String]? = nil) {
            self.executable = executable
            self.arguments = arguments
            self.environment = environment
        }
    }
}
