import OTLP
import SpanStore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Appends to a store until it is killed. A program of its own, so that a test can kill it at any moment.
///
/// It writes lines: `warning …` for each warning of the store, `open` once the store is open, and `TRACE SPAN` for each
/// span, written only when `append` has returned.
@main
struct StoreCrashWriter {
    static func main() async throws {
        guard CommandLine.arguments.count == 3, let writer = UInt64(CommandLine.arguments[2]) else {
            fatalError("usage: StoreCrashWriter DIRECTORY NUMBER")
        }
        let store = try SpanStore(directory: CommandLine.arguments[1], options: CrashLoad.options)
        for warning in store.warnings { tell("warning \(warning)\n") }
        tell("open\n")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<CrashLoad.tasks {
                group.addTask { try await append(to: store, writer: writer, task: task) }
            }
            try await group.waitForAll()
        }
    }

    private static func append(to store: SpanStore, writer: UInt64, task: UInt64) async throws {
        for request in 0..<UInt64(1 << 20) {
            let spans = CrashLoad.spans(writer: writer, task: task, request: request)
            let result = try await store.append(CrashLoad.request(spans))
            precondition(result.acceptedSpans == spans.count, "a span was refused")
            tell(spans.map { "\($0.traceID.low) \($0.spanID.value)\n" }.joined())
            // An exporter that has missed an answer sends again.
            if request.isMultiple(of: 7) { _ = try await store.append(CrashLoad.request(spans)) }
        }
    }

    /// Writes at once; so few bytes into a pipe are written as a whole.
    private static func tell(_ text: String) {
        let bytes = Array(text.utf8)
        guard write(STDOUT_FILENO, bytes, bytes.count) == bytes.count else { exit(1) }
    }
}
