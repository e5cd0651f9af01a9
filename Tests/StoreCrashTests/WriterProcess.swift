import Synchronization
import TestSupport

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A running `StoreCrashWriter` whose words are read until it is killed.
final class WriterProcess {
    struct NotStarted: Error {
        var number: Int32
    }

    private let process: pid_t
    private let pipe: Int32
    private var unfinished: [UInt8] = []
    /// The whole lines that it has written so far.
    private(set) var lines: [String] = []

    /// One at a time, so that no program gets another one's end of a pipe.
    private static let starting = Mutex(())

    init(directory: String, writer: UInt64) throws {
        let path = try ProductsFolder.path(of: "StoreCrashWriter")
        (process, pipe) = try Self.starting.withLock { _ in try Self.start([path, directory, "\(writer)"]) }
    }

    private static func start(_ command: [String]) throws -> (pid_t, pipe: Int32) {
        var ends: [Int32] = [0, 0]
        guard makePipe(&ends) == 0 else { throw NotStarted(number: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
        #else
            var actions = posix_spawn_file_actions_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        let arguments = command.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var started = pid_t()
        let status = posix_spawn(&started, command[0], &actions, nil, arguments, [nil])
        close(ends[1])
        guard status == 0 else {
            close(ends[0])
            throw NotStarted(number: status)
        }
        return (started, ends[0])
    }

    deinit { close(pipe) }

    /// Reads until the program has written so many lines, or for a time; false when it has ended by itself.
    func read(lines count: Int, microseconds: Int = 30_000_000) -> Bool {
        let deadline = ContinuousClock.now + .microseconds(microseconds)
        while lines.count < count {
            let left = deadline - .now
            guard left > .zero else { return true }
            var poll = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
            let milliseconds = left.components.attoseconds / 1_000_000_000_000_000 + left.components.seconds * 1_000
            // The last millisecond is waited for by looking again and again.
            if system_poll(&poll, Int32(milliseconds)) > 0, !readSome() { return false }
        }
        return true
    }

    /// Kills the program and reads what it had written before it died. Returns the signal that ended it.
    func kill() -> Int32 {
        _ = system_kill(process, SIGKILL)
        while readSome() {}
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status & 0x7F
    }

    private func readSome() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = Self.read(pipe, &buffer)
        guard count > 0 else { return false }
        unfinished += buffer[..<count]
        guard let end = unfinished.lastIndex(of: UInt8(ascii: "\n")) else { return true }
        lines += String(decoding: unfinished[..<end], as: UTF8.self).split(separator: "\n").map(String.init)
        unfinished.removeFirst(end + 1)
        return true
    }

    private static func read(_ descriptor: Int32, _ buffer: inout [UInt8]) -> Int {
        while true {
            let count = system_read(descriptor, &buffer, buffer.count)
            if count >= 0 || errno != EINTR { return count }
        }
    }
}

// Inside the class these names mean its own members.
private func makePipe(_ ends: inout [Int32]) -> Int32 { pipe(&ends) }
private func system_kill(_ process: pid_t, _ signal: Int32) -> Int32 { kill(process, signal) }
private func system_read(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer, _ count: Int) -> Int {
    read(descriptor, bytes, count)
}
private func system_poll(_ descriptor: UnsafeMutablePointer<pollfd>, _ milliseconds: Int32) -> Int32 {
    poll(descriptor, 1, milliseconds)
}
