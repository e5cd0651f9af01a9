import OTLP
import Testing

@testable import SpanStore

@Suite("Large data")
struct LargeDataTests {
    private let directory = TemporaryDirectory()

    /// The sizes that are promised in an optimized build, smaller ones that show the same in any other.
    private enum Size {
        #if DEBUG
            static let trace = 9_000
            static let services = 1_000
            static let values = 20_000
            static let headSpans = 3_000
        #else
            static let trace = 100_000
            static let services = 10_000
            static let values = 1_000_000
            static let headSpans = 40_000
        #endif
    }

    @Test("Given a trace of very many spans, then all of them are shown once, with their parents")
    func largeTrace() async throws {
        let spans = (1...UInt64(Size.trace)).map { id in
            // Most under one span, the others in a chain.
            span(trace: 1, id, parent: id == 1 ? nil : id % 3 == 0 ? id - 1 : 1, name: "n\(id % 10)", start: 1_000 + id)
        }
        let options = SpanStore.Options(maximumHeadSpans: Size.headSpans)
        try await expectBeforeAndAfterSealing(
            directory.child("store"), options: options,
            adding: { store in
                for first in stride(from: 0, to: spans.count, by: 500) {
                    _ = try await store.append(request(Array(spans[first..<min(first + 500, spans.count)])))
                }
            },
            { (store, place) throws in
                #expect(try store.trace(traceID(1))?.spans.map(\.span) == spans, place)
                let last = TraceSearch(startUnixNano: 1_000 + UInt64(spans.count), endUnixNano: .max >> 1)
                #expect(try store.search(last).map(\.spans.count) == [spans.count], place)
            })
    }

    @Test("Given very many services, then each is listed and found")
    func services() async throws {
        let numbers = 0..<UInt64(Size.services)
        try await expectBeforeAndAfterSealing(
            directory.child("store"),
            adding: { store in
                for number in numbers {
                    let own = span(trace: number, 1, name: "operation \(number % 7)", start: number)
                    _ = try await store.append(request([own], service: "service \(number)"))
                }
            },
            { (store, place) throws in
                let names = store.services()
                #expect(Set(names).isSuperset(of: numbers.map { "service \($0)" }) && names == names.sorted(), place)
                for number in stride(from: 0, to: numbers.upperBound, by: Size.services / 20) {
                    let service = "service \(number)"
                    let operation = Operation(name: "operation \(number % 7)", kind: .server)
                    #expect(try store.operations(of: service) == [operation], place)
                    let search = TraceSearch(filter: SpanFilter(service: service, operation: operation.name))
                    #expect(try store.search(search).map(\.id.low) == [number], place)
                }
            })
    }

    @Test("Given an attribute with very many distinct values, then each is found, and one that is not there is not")
    func distinctValues() async throws {
        let numbers = 0..<UInt64(Size.values)
        let options = SpanStore.Options(maximumHeadSpans: Size.values / 3)
        try await expectBeforeAndAfterSealing(
            directory.child("store"), options: options,
            adding: { store in
                for first in stride(from: 0, to: numbers.upperBound, by: 500) {
                    let spans = (first..<min(first + 500, numbers.upperBound)).map { number in
                        span(
                            trace: number, 1, start: number,
                            attributes: [
                                KeyValue(key: "user", value: .string("user \(number)")),
                                KeyValue(key: "number", value: .int(Int64(number))),
                            ])
                    }
                    _ = try await store.append(request(spans))
                }
            },
            { (store, place) throws in
                func find(_ attribute: SpanFilter.Attribute) throws -> [UInt64] {
                    try store.search(TraceSearch(filter: SpanFilter(attributes: [attribute]))).map(\.id.low)
                }
                for number in stride(from: 0, to: numbers.upperBound, by: Size.values / 11) {
                    #expect(try find(.init(key: "user", value: "user \(number)")) == [number], place)
                    #expect(try find(.init(key: "number", value: "\(number)")) == [number], place)
                }
                #expect(try find(.init(key: "user", value: "user -1")) == [], place)
                #expect(try find(.init(key: "user", value: "user 1(2|3)77", comparison: .matches)) == [1_377, 1_277])
                #expect(try find(.init(key: "number", value: "2", comparison: .less)) == [1, 0], place)
                #expect(try find(.init(key: "user", value: "user 1", comparison: .less)) == [0], place)
            })
    }
}
