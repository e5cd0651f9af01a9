#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Appends to the newest log file, and starts the next one. Used by one thread.
struct LogWriter {
    /// What the writer holds before and after a write.
    private struct Target {
        var file: LogFile
        /// The end of what is known to be on the storage; bytes behind it count for nothing.
        var end: Int
    }

    /// A buffer that a large batch has made larger than this is not kept.
    private static let keptBufferBytes = 8 << 20

    private let directory: String
    private let maximumFileBytes: Int
    private var target: Target?
    private var nextNumber: UInt32
    private var buffer: [UInt8] = []

    /// Continues after recovery with a file whose records end at `end`, or with a new one.
    init(directory: String, maximumFileBytes: Int, file: LogFile?, end: Int, nextNumber: UInt32) {
        self.directory = directory
        // Places in a file are kept in 32 bits.
        self.maximumFileBytes = min(max(maximumFileBytes, LogFormat.fileHeaderCount), Int(Int32.max))
        self.nextNumber = nextNumber
        target = file.map { Target(file: $0, end: end) }
    }

    /// How many of the requests go to the storage in the next ``commit(_:)``: those that fit the current file, or the
    /// first alone when a new file is due.
    mutating func admit(_ requests: some Collection<PreparedRequest>) -> Int {
        var end = target?.end ?? LogFormat.fileHeaderCount
        if let first = requests.first, end > LogFormat.fileHeaderCount, end + first.byteCount > maximumFileBytes {
            target = nil
            end = LogFormat.fileHeaderCount
        }
        var count = 0
        for request in requests {
            guard count == 0 || end + request.byteCount <= maximumFileBytes else { break }
            end += request.byteCount
            count += 1
        }
        return count
    }

    /// Writes requests with one write and makes them durable; returns the file and where each record begins.
    ///
    /// When this throws, none of them is stored, and what was stored before is untouched.
    mutating func commit(
        _ requests: some Collection<PreparedRequest>
    ) throws(SpanStoreError) -> (file: LogFile, offsets: [Int]) {
        if target == nil { target = try startFile() }
        guard var target else { preconditionFailure("the file was started above") }
        buffer.removeAll(keepingCapacity: buffer.capacity <= Self.keptBufferBytes)
        var offsets: [Int] = []
        for request in requests {
            offsets.append(target.end + buffer.count)
            buffer.append(contentsOf: request.header)
            buffer.append(contentsOf: request.payload)
        }
        do throws(SystemError) {
            try write(buffer, to: target.file, at: target.end)
        } catch {
            takeBack(target)
            throw error.storeError("write", target.file.path)
        }
        do throws(SystemError) {
            try POSIX.synchronize(target.file.descriptor)
        } catch {
            // After a failed synchronization the kernel may call pages clean that never reached the storage, and a
            // second call may succeed without them: nothing more goes into this file.
            takeBack(target)
            self.target = nil
            throw error.storeError("synchronize", target.file.path)
        }
        target.end += buffer.count
        self.target = target
        return (target.file, offsets)
    }

    /// Cuts off what was written in vain; if that fails too, the file is given up, and replay steps over its tail.
    private mutating func takeBack(_ target: Target) {
        do throws(SystemError) {
            try POSIX.truncate(target.file.descriptor, to: target.end)
        } catch {
            self.target = nil
        }
    }

    private mutating func startFile() throws(SpanStoreError) -> Target {
        let path = directory + "/" + LogFile.name(nextNumber)
        do throws(SystemError) {
            let descriptor = try POSIX.open(path, O_RDWR | O_CREAT | O_TRUNC)
            let file = LogFile(number: nextNumber, path: path, descriptor: descriptor)
            do throws(SystemError) {
                try write(LogFormat.fileHeader, to: file, at: 0)
                try POSIX.synchronize(descriptor)
                try POSIX.synchronizeDirectory(directory)
            } catch {
                try? POSIX.unlink(path)
                throw error
            }
            nextNumber += 1
            return Target(file: file, end: LogFormat.fileHeaderCount)
        } catch {
            throw error.storeError("create", path)
        }
    }

    private func write(_ bytes: [UInt8], to file: LogFile, at offset: Int) throws(SystemError) {
        try bytes.withUnsafeBufferPointer { (bytes) throws(SystemError) in
            try POSIX.write(UnsafeRawBufferPointer(bytes), to: file.descriptor, at: offset)
        }
    }
}
