import OTLP
import Telemetry
import Testing
import TraceTesting
import Tracing

@Suite struct SpanRaceTests {
    @Test func settersThatRaceWithTheEndLeaveEverySpanConsistent() async throws {
        let capture = SpanCapture()
        let kept = await withTaskGroup(of: OTLP.Span.self) { group in
            for round in 0..<200 {
                group.addTask {
                    let span = capture.tracer.startSpan("\(round)", kind: .internal)
                    await withTaskGroup(of: Void.self) { setters in
                        for task in 0..<4 {
                            setters.addTask {
                                for value in 0..<10 {
                                    span.setAttribute("\(task)", value)
                                    span.addEvent("\(task)")
                                }
                            }
                        }
                        setters.addTask { span.end() }
                        setters.addTask { span.end() }
                    }
                    return span.snapshot
                }
            }
            return await group.reduce(into: [SpanID: OTLP.Span]()) { $0[$1.spanID] = $1 }
        }

        #expect(capture.spans.count == 200)
        for span in capture.spans {
            // What was handed over at the end is what the span holds when all setters have run.
            #expect(kept[span.spanID] == span)
            #expect(span.attributes.count <= 4)
            #expect(span.events.count <= 40)
        }
    }
}
