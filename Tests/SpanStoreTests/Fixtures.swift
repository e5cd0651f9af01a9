import OTLP
import Synchronization

@testable import SpanStore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// A directory that is removed with its contents when the value goes.
final class TemporaryDirectory: Sendable {
    let path: String

    init() {
        var template = Array("/tmp/span-store-XXXXXX".utf8CString)
        path = template.withUnsafeMutableBufferPointer { String(cString: mkdtemp($0.baseAddress!)) }
    }

    deinit { Self.remove(path) }

    /// A new name in this directory.
    func child(_ name: String) -> String { path + "/" + name }

    private static func remove(_ path: String) {
        if let names = try? POSIX.names(in: path) {
            for name in names where name != "." && name != ".." { remove(path + "/" + name) }
            rmdir(path)
        } else {
            unlink(path)
        }
    }
}

/// Whole files, for tests that damage them.
enum Files {
    static func read(_ path: String) throws -> [UInt8] {
        let descriptor = try POSIX.open(path, O_RDONLY)
        defer { POSIX.close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: try POSIX.size(of: descriptor))
        let count = try bytes.withUnsafeMutableBytes { try POSIX.read($0, from: descriptor, at: 0) }
        return Array(bytes[..<count])
    }

    static func write(_ bytes: [UInt8], to path: String) throws {
        let descriptor = try POSIX.open(path, O_WRONLY | O_CREAT | O_TRUNC)
        defer { POSIX.close(descriptor) }
        try bytes.withUnsafeBytes { try POSIX.write($0, to: descriptor, at: 0) }
    }

    /// Copies what a directory holds now, as a crash would leave it to a restart.
    static func copy(directory: String, to destination: String) throws {
        try POSIX.makeDirectory(destination)
        // A log may become a segment meanwhile, and then be in neither of two files that were looked for one after the
        // other: only what was the same all the time is what a crash would leave.
        while true {
            let names = try ofStore(in: directory)
            do {
                for name in names { try write(try read(directory + "/" + name), to: destination + "/" + name) }
            } catch let error as SystemError where error.isMissing {
                // Gone since it was listed.
            }
            if try ofStore(in: directory) == names { return }
            for name in try ofStore(in: destination) { try POSIX.unlink(destination + "/" + name) }
        }
    }

    /// The names of a store's logs and segments.
    static func ofStore(in directory: String) throws -> [String] {
        try POSIX.names(in: directory).filter { StoreFileName($0) != nil }.sorted()
    }
}

/// A span with what a test does not care about filled in.
func span(
    trace: UInt64, _ id: UInt64, parent: UInt64? = nil, name: String = "GET /", kind: SpanKind = .server,
    start: UInt64 = 1_000, duration: UInt64 = 10, status: Status = Status(), attributes: [KeyValue] = []
) -> OTLP.Span {
    OTLP.Span(
        traceID: TraceID(high: 7, low: trace), spanID: SpanID(value: id),
        parentSpanID: parent.map { SpanID(value: $0) }, name: name, kind: kind, startTimeUnixNano: start,
        endTimeUnixNano: start + duration, attributes: attributes, status: status)
}

/// A request that holds spans of one service.
func request(_ spans: [OTLP.Span], service: String? = "shop", resource: [KeyValue] = []) -> [UInt8] {
    let name = service.map { [KeyValue(key: "service.name", value: .string($0))] } ?? []
    return ExportTraceServiceRequest(resourceSpans: [
        ResourceSpans(
            resource: Resource(attributes: resource + name),
            scopeSpans: [ScopeSpans(scope: InstrumentationScope(name: "test", version: "1"), spans: spans)])
    ]).protobuf()
}

func traceID(_ low: UInt64) -> TraceID { TraceID(high: 7, low: low) }

extension Trace {
    var spanIDs: [UInt64] { spans.map(\.span.spanID.value) }
}

/// A clock that stands still until it is told.
final class ManualClock: Sendable {
    private let now = Mutex<UInt64>(1_000_000_000)

    var time: UInt64 { now.withLock { $0 } }

    func advance(seconds: UInt64) { now.withLock { $0 += seconds * 1_000_000_000 } }
}
