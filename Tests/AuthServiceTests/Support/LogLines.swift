import Logging
import Synchronization

/// A logger that keeps everything it is told, at every level.
final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])

    /// What was logged, with all metadata.
    var text: String { lines.withLock { $0.joined(separator: "\n") } }

    var logger: Logger {
        Logger(label: "test", factory: { _ in Handler(lines: self) })
    }

    private struct Handler: LogHandler {
        let lines: LogLines
        var logLevel = Logger.Level.trace
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.MetadataValue? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let line =
                "\(event.level) \(event.message) \(metadata) \(event.metadata ?? [:]) \(String(describing: event.error))"
            lines.lines.withLock { $0.append(line) }
        }
    }
}
