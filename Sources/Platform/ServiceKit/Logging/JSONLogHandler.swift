import FoundationEssentials
public import Logging
import OTLP

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Writes every log event as one JSON object a line to standard error.
public struct JSONLogHandler: LogHandler {
    /// What is logged.
    public var logLevel: Logger.Level = .info
    /// Metadata of every line.
    public var metadata: Logger.Metadata = [:]
    /// Metadata of the moment, for example trace ids.
    public var metadataProvider: Logger.MetadataProvider?
    private let label: String

    /// A handler for a logger's label.
    public init(label: String, metadataProvider: Logger.MetadataProvider?) {
        self.label = label
        self.metadataProvider = metadataProvider
    }

    /// One piece of metadata.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes one line.
    public func log(event: LogEvent) {
        let line = line(for: event, at: Date())
        // One call a line, so that lines of several threads and processes do not mix.
        line.withUnsafeBytes { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    func line(for event: LogEvent, at time: Date) -> [UInt8] {
        var fields = metadata
        if let provided = metadataProvider?.get() { fields.merge(provided) { _, new in new } }
        if let own = event.metadata { fields.merge(own) { _, new in new } }
        if let error = event.error { fields["error.message"] = "\(error)" }
        var writer = JSONWriter(capacity: 256)
        writer.object { writer in
            writer.member("time", time.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
            writer.member("level", event.level.rawValue)
            writer.member("logger", label)
            writer.member("message", event.message.description)
            writer.members(fields)
        }
        return writer.bytes + [UInt8(ascii: "\n")]
    }
}

extension JSONWriter {
    fileprivate mutating func members(_ fields: Logger.Metadata) {
        for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
            self.key(key)
            self.value(value)
        }
    }

    private mutating func value(_ value: Logger.MetadataValue) {
        switch value {
        case .string(let text): string(text)
        case .stringConvertible(let value): string(value.description)
        case .array(let values): array(values) { $0.value($1) }
        case .dictionary(let fields): object { $0.members(fields) }
        }
    }
}
