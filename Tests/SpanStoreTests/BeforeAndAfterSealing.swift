import OTLP
import Testing

@testable import SpanStore

/// Adds to a store and checks what it answers, before and after its spans have become segments.
func expectBeforeAndAfterSealing(
    _ path: String, options: SpanStore.Options = SpanStore.Options(), adding: (SpanStore) async throws -> Void,
    _ check: (SpanStore, Comment) throws -> Void
) async throws {
    let store = try SpanStore(directory: path, options: options)
    try await adding(store)
    try check(store, "as they came")
    await store.close()
    // Everything becomes a segment when the next request comes.
    var sealing = options
    sealing.maximumFileBytes = 1
    let sealed = try SpanStore(directory: path, options: sealing)
    _ = try await sealed.append(request([span(trace: 1 << 40, 1)], service: "last"))
    await sealed.close()
    let reader = try SpanStore(directory: path, mode: .readOnly, options: options)
    #expect(reader.warnings.isEmpty && reader.engine.snapshot().heads.allSatisfy { $0.rowCount == 0 })
    try check(reader, "in segments")
}
