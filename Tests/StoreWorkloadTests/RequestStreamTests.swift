import OTLP
import Testing

@testable import StoreWorkload

@Suite("Request stream")
struct RequestStreamTests {
    @Test("given a stream, when its requests are decoded, then every span is in them once, as it was made")
    func complete() throws {
        let (requests, traces) = everything(of: smallWorkload())
        var sent: [SpanID: Span] = [:]
        for request in requests {
            let spans = try ExportTraceServiceRequest(protobuf: request.body).resourceSpans
                .flatMap(\.scopeSpans).flatMap(\.spans)
            #expect(spans.count == request.spans)
            for span in spans { #expect(sent.updateValue(span, forKey: span.spanID) == nil) }
        }
        let made = traces.flatMap(\.spans).map(\.span)
        #expect(made.count >= 20_000)
        #expect(sent == Dictionary(uniqueKeysWithValues: made.map { ($0.spanID, $0) }))
    }

    @Test("given processes that send batches, then a request is of one process, is full but for the last ones")
    func batches() throws {
        let requests = everything(of: smallWorkload()).requests
        let processes = RideService.allCases.count * RideService.replicas
        #expect(requests.dropLast(processes).allSatisfy { $0.spans == 200 })
        #expect(requests.allSatisfy { (1...200).contains($0.spans) })
        for request in requests {
            #expect(try ExportTraceServiceRequest(protobuf: request.body).resourceSpans.count == 1)
        }
    }

    @Test("given processes that send batches, then most traces come in several requests")
    func scattered() throws {
        let (requests, traces) = everything(of: smallWorkload())
        var places: [TraceID: Set<Int>] = [:]
        for (place, request) in requests.enumerated() {
            let message = try ExportTraceServiceRequest(protobuf: request.body)
            for span in message.resourceSpans.flatMap(\.scopeSpans).flatMap(\.spans) {
                places[span.traceID, default: []].insert(place)
            }
        }
        #expect(places.values.filter { $0.count >= 3 }.count > traces.count * 9 / 10)
    }

    @Test("given a first trace, then the stream begins with it and tells where it ended")
    func continues() {
        let workload = smallWorkload()
        var stream = RequestStream(workload, firstTrace: 500, spans: 300)
        var numbers: [Int] = []
        while stream.next(onTrace: { numbers.append($0.number) }) != nil {}
        #expect(numbers == Array(500..<stream.nextTrace))
        #expect(stream.spans == numbers.reduce(0) { $0 + workload.trace($1).spans.count })
        #expect(stream.spans - workload.trace(stream.nextTrace - 1).spans.count < 300)
    }
}
