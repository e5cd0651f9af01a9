/// Writes records to the log of a head. Used by one thread.
struct LogWriter {
    /// A log with the end of what is known to be on the storage; bytes behind it count for nothing.
    struct Target {
        var file: LogFile
        var end: Int
    }

    private let directory: String
    /// The log that is written; nil before the first record of a head, and when a file had to be given up.
    private(set) var target: Target?

    /// Continues a log, or begins with a new one.
    init(directory: String, target: Target?) {
        self.directory = directory
        self.target = target
    }

    /// Writes a record and makes it durable.
    ///
    /// When this throws, nothing of it is stored, and what was stored before is untouched.
    mutating func append(_ record: [UInt8], generation: UInt64) throws(SpanStoreError) {
        if target == nil { target = try startFile(generation) }
        guard let target else { return }
        do throws(SystemError) {
            try target.file.write(record, at: target.end)
        } catch {
            cut(target)
            throw error.storeError("write", target.file.path)
        }
        do throws(SystemError) {
            try target.file.synchronize()
        } catch {
            // The kernel may call pages clean that never reached the storage, and a second call may succeed without
            // them: nothing more goes into this file.
            cut(target)
            isBroken = true
            throw error.storeError("synchronize", target.file.path)
        }
        self.target?.end += record.count
    }

    /// Whether the file can no longer be trusted: its head must be sealed, and the next one begun.
    private(set) var isBroken = false

    /// Leaves the log to whoever seals its head.
    mutating func finishFile() {
        target = nil
        isBroken = false
    }

    /// Cuts off what was written in vain; replay steps over what is left when that fails too.
    private mutating func cut(_ target: Target) {
        do throws(SystemError) {
            try target.file.truncate(to: target.end)
        } catch {
            isBroken = true
        }
    }

    private func startFile(_ generation: UInt64) throws(SpanStoreError) -> Target {
        let path = directory + "/" + StoreFileName.log(generation).description
        do throws(SystemError) {
            return Target(file: try LogFile(creating: path, in: directory), end: LogFormat.fileHeaderCount)
        } catch {
            throw error.storeError("create", path)
        }
    }
}
