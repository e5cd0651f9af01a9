import OTLP
import Telemetry
import Testing
import TraceTesting
import Tracing

@Suite struct SpanCaptureTests {
    @Test func spansAreFoundByTheirPlaceInTheTree() throws {
        let capture = SpanCapture()
        capture.tracer.withSpan("root", kind: .server) { _ in
            capture.tracer.withSpan("first", kind: .client) { _ in
                capture.tracer.withSpan("leaf", kind: .server) { $0.setStatus(SpanStatus(code: .error)) }
            }
            capture.tracer.withSpan("second", kind: .client) { _ in }
        }

        let root = try #require(capture.root)
        let leaf = try #require(capture.span(named: "leaf"))
        #expect(capture.spans.map(\.name) == ["leaf", "first", "second", "root"])
        #expect(capture.children(of: root).map(\.name) == ["first", "second"])
        #expect(capture.parent(of: leaf)?.name == "first")
        #expect(capture.parent(of: root) == nil)
        #expect(capture.spans(ofKind: .client).count == 2)
        #expect(
            capture.tree == """
                root [server]
                  first [client]
                    leaf [server] error
                  second [client]
                """)
        capture.removeAll()
        #expect(capture.spans.isEmpty && capture.tree.isEmpty)
    }

    @Test func capturesShareNothing() {
        let (first, second) = (SpanCapture(), SpanCapture())
        first.tracer.startSpan("a", kind: .internal).end()
        #expect(first.spans.count == 1)
        #expect(second.spans.isEmpty)
    }
}
