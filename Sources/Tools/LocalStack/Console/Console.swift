import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The one log of the stack on standard output: every line says who wrote it.
public final class Console: Sendable {
    private let style: LineStyle
    /// Held while a line is written, so that lines of several parts do not mix.
    private let output = Mutex<Void>(())

    /// A log in this style.
    public init(style: LineStyle) {
        self.style = style
    }

    /// Writes one line of a part of the stack.
    public func write(_ line: String, from part: String) {
        print(style.line(line, from: part))
    }

    /// Writes a line of the tool's own.
    public func note(_ line: String) {
        write(line, from: "cairn")
    }

    private func print(_ line: String) {
        var bytes = Array(line.utf8)[...]
        bytes.append(UInt8(ascii: "\n"))
        output.withLock { _ in
            while !bytes.isEmpty {
                let count = bytes.withUnsafeBytes { Self.systemWrite(STDOUT_FILENO, $0.baseAddress, $0.count) }
                if count < 0, errno != EINTR { return }
                bytes = bytes.dropFirst(max(count, 0))
            }
        }
    }

    /// `write(2)`, under a name that the methods here do not hide.
    private static let systemWrite: @Sendable (Int32, UnsafeRawPointer?, Int) -> Int = {
        #if canImport(Darwin)
            Darwin.write($0, $1, $2)
        #elseif canImport(Musl)
            Musl.write($0, $1, $2)
        #else
            Glibc.write($0, $1, $2)
        #endif
    }
}
