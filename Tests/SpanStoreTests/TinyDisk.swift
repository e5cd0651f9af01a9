#if os(Linux)
    import Glibc

    @testable import SpanStore

    /// A file system of a few kilobytes in memory. Mounting needs privileges that not every machine grants.
    final class TinyDisk {
        let path: String
        private let directory = TemporaryDirectory()

        init?(bytes: Int) {
            path = directory.child("disk")
            guard mkdir(path, 0o700) == 0, mount("tmpfs", path, "tmpfs", 0, "size=\(bytes)") == 0 else { return nil }
        }

        deinit { umount2(path, Int32(MNT_DETACH)) }

        static let isAvailable = TinyDisk(bytes: 65_536) != nil

        /// Lets nobody write any more, not even the superuser.
        func makeReadOnly() -> Bool {
            mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil) == 0
        }
    }
#endif
