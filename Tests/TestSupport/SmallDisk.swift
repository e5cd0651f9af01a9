#if os(Linux)
    import Glibc

    /// A file system of some kilobytes in memory. Mounting needs privileges that not every machine grants.
    public final class SmallDisk: Sendable {
        /// Where it is mounted.
        public let path: String
        private let directory: TemporaryDirectory

        /// Mounts one; nil where that is not allowed.
        public init?(bytes: Int) {
            guard let directory = try? TemporaryDirectory() else { return nil }
            self.directory = directory
            path = directory.path + "/disk"
            guard mkdir(path, 0o700) == 0, mount("tmpfs", path, "tmpfs", 0, "size=\(bytes)") == 0 else { return nil }
        }

        deinit { umount2(path, Int32(MNT_DETACH)) }

        /// Whether this process may mount.
        public static let isAvailable = SmallDisk(bytes: 65_536) != nil

        /// Lets nobody write any more, not even the superuser, as soon as no file is open for writing: a store's threads
        /// close theirs a moment after it has been closed.
        public func makeReadOnly() async throws {
            try await eventually("no file is open for writing") {
                mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil) == 0
            }
        }
    }
#endif
