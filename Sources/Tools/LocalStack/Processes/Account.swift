#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A user of this machine, under whose name a process can run.
public struct Account: Hashable, Sendable {
    /// The login name.
    public let name: String
    /// The user id.
    public let userID: UInt32
    /// The id of the user's own group.
    public let groupID: UInt32

    /// The account called `name`, or nil when the machine has none.
    public init?(named name: String) {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        guard getpwnam_r(name, &entry, &buffer, buffer.count, &found) == 0, found != nil else { return nil }
        self.name = name
        self.userID = entry.pw_uid
        self.groupID = entry.pw_gid
    }

    /// Whether this process runs as root.
    public static var isRoot: Bool { geteuid() == 0 }

    /// The command that runs the command after it as this user, in the same process.
    ///
    /// The user is not changed between fork and exec, where glibc's `setuid` can wait for ever for threads that only the
    /// parent has.
    var switching: [String] { ["setpriv", "--reuid=\(userID)", "--regid=\(groupID)", "--clear-groups", "--"] }

    /// The account that a PostgreSQL server has to run as, because it refuses root; nil when this process is not root.
    static func forPostgres() throws(LocalStackError) -> Account? {
        guard isRoot else { return nil }
        #if os(Linux)
            for name in ["postgres", "nobody"] {
                if let account = Account(named: name) { return account }
            }
        #endif
        throw LocalStackError(
            code: .invalidSetting, message: "PostgreSQL refuses to run as root; please run this as another user.")
    }
}
