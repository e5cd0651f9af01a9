import OTLP
import Testing

@testable import StoreWorkload

@Suite("Workload")
struct WorkloadTests {
    @Test("given any number, when it is scrambled and back, then it is the same", arguments: [0, 1, 77, 1 << 40, .max])
    func scramble(number: UInt64) {
        #expect(Scramble.undo(Scramble.apply(number)) == number)
        #expect(Scramble.apply(number) != Scramble.apply(number ^ 1))
    }

    @Test("given a trace's id, then its number is found again", arguments: [0, 1, 4_000_000, 1 << 50])
    func number(_ number: Int) {
        let workload = smallWorkload()
        #expect(workload.number(of: workload.id(of: number)) == number)
        #expect(smallWorkload(seed: 8).number(of: workload.id(of: number)) == nil)
    }

    @Test("given the same seed and end, then everything that is sent is the same, and else it is not")
    func repeats() {
        let first = everything(of: smallWorkload(), spans: 2000).requests.map(\.body)
        #expect(first == everything(of: smallWorkload(), spans: 2000).requests.map(\.body))
        #expect(first != everything(of: smallWorkload(seed: 8), spans: 2000).requests.map(\.body))
    }

    @Test("given a trace, when it is made again by its number, then it is the same")
    func again() {
        let workload = smallWorkload()
        for trace in everything(of: workload, spans: 1000).traces {
            #expect(workload.trace(trace.number).spans.map(\.span) == trace.spans.map(\.span))
        }
    }

    @Test("given a window, then traces begin all over it and none begins outside")
    func window() {
        let starts = everything(of: smallWorkload()).traces.map { $0.spans[0].span.startTimeUnixNano }
        #expect(starts.allSatisfy { (windowEnd - hour...windowEnd).contains($0) })
        for quarter in 0..<4 as Range<UInt64> {
            let begin = windowEnd - hour + quarter * hour / 4
            let share = Double(starts.filter { (begin..<begin + hour / 4).contains($0) }.count) / Double(starts.count)
            #expect((0.2...0.3).contains(share))
        }
    }

    @Test("given an era, then the traces from its number on begin in it")
    func era() {
        var workload = smallWorkload()
        workload.beginEra(at: 100, startUnixNano: windowEnd + hour, stepNano: 1000)
        #expect(workload.start(of: 99) < windowEnd)
        #expect(workload.start(of: 100) == windowEnd + hour)
        #expect(workload.trace(102).spans[0].span.startTimeUnixNano == windowEnd + hour + 2000)
    }

    @Test("given a trace, then each span but the first has a parent that begins before it, and no id is there twice")
    func parents() {
        for trace in everything(of: smallWorkload()).traces {
            var starts: [SpanID: UInt64] = [:]
            for (index, span) in trace.spans.map(\.span).enumerated() {
                #expect(span.traceID == trace.id)
                #expect(span.endTimeUnixNano > span.startTimeUnixNano)
                #expect((span.parentSpanID == nil) == (index == 0))
                if let parent = span.parentSpanID {
                    #expect(starts[parent].map { $0 <= span.startTimeUnixNano } == true)
                }
                #expect(starts.updateValue(span.startTimeUnixNano, forKey: span.spanID) == nil)
            }
        }
    }

    @Test("given the workload, then it has the shape that is promised")
    func shape() {
        let (requests, traces) = everything(of: smallWorkload())
        let spans = traces.flatMap(\.spans)
        func share(_ matches: (Span) -> Bool) -> Double {
            Double(spans.filter { matches($0.span) }.count) / Double(spans.count)
        }
        let attributes = spans.reduce(0) { $0 + $1.span.attributes.count }
        let bytes = requests.reduce(0) { $0 + $1.body.count }
        #expect((10.5...11.5).contains(Double(attributes) / Double(spans.count)))
        #expect((470...510).contains(Double(bytes) / Double(spans.count)))
        #expect(Set(spans.map(\.process)) == Set(0..<RideService.allCases.count * RideService.replicas))
        #expect((0.005...0.05).contains(share { $0.status.code == .error }))
        #expect((0.005...0.1).contains(share { !$0.events.isEmpty }))
        #expect((0.005...0.1).contains(share { !$0.links.isEmpty }))
    }
}
