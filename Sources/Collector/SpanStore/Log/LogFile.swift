/// An open log file. The descriptor is closed when nobody uses the file any more, even after it was deleted.
final class LogFile: Sendable {
    let number: UInt32
    let path: String
    let descriptor: Int32

    init(number: UInt32, path: String, descriptor: Int32) {
        self.number = number
        self.path = path
        self.descriptor = descriptor
    }

    deinit {
        POSIX.close(descriptor)
    }

    /// Reads bytes that are known to be there.
    func read(at offset: Int, count: Int) throws(SpanStoreError) -> [UInt8] {
        var failure: SystemError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            do throws(SystemError) {
                initialized = try POSIX.read(UnsafeMutableRawBufferPointer(buffer), from: descriptor, at: offset)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure.storeError("read", path) }
        guard bytes.count == count else {
            throw SpanStoreError(code: .io, message: "\(path) ends before byte \(offset + count)")
        }
        return bytes
    }
}

extension LogFile {
    private static let digits = 10
    private static let suffix = ".log"

    /// The name of the file with this number.
    static func name(_ number: UInt32) -> String {
        let text = String(number)
        return String(repeating: "0", count: digits - text.count) + text + suffix
    }

    /// The number in a log file's name; nil for any other name.
    static func number(of name: String) -> UInt32? {
        guard name.hasSuffix(suffix), let number = UInt32(name.dropLast(suffix.count)), Self.name(number) == name
        else { return nil }
        return number
    }
}
