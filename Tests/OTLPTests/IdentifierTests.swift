import OTLP
import TestSupport
import Testing

@Suite("Identifiers")
struct IdentifierTests {
    @Test("Given an identifier, when it is written and read, then it is the same")
    func roundTrip() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<200 {
            let trace = TraceID.random(using: &generator)
            let span = SpanID.random(using: &generator)
            #expect(trace.description.utf8.count == 32 && TraceID(hex: trace.description) == trace)
            #expect(span.description.utf8.count == 16 && SpanID(hex: span.description) == span)
            #expect(TraceID(hex: trace.description.uppercased()) == trace)
        }
    }

    @Test("Given the bytes of the specification's example, then they are written in their order")
    func order() {
        let id = TraceID(high: 0x5B8E_FFF7_9803_8103, low: 0xD269_B633_813F_C60C)
        #expect(id.description == "5b8efff798038103d269b633813fc60c")
        #expect(SpanID(value: 0xEEE1_9B7E_C3C1_B174).description == "eee19b7ec3c1b174")
        #expect(SpanID(value: 1).description == "0000000000000001")
    }

    @Test(
        "Given text that is no identifier, then it is refused",
        arguments: [
            "", "0", "5b8efff798038103d269b633813fc60", "5b8efff798038103d269b633813fc60c0",
            "5b8efff798038103d269b633813fc60g", "5b8efff798038103d269b633813fc60 ", "é8efff798038103d269b633813fc60c",
        ])
    func invalid(_ text: String) {
        #expect(TraceID(hex: text) == nil)
        #expect(SpanID(hex: String(text.suffix(17))) == nil)
    }

    @Test("Given a substring, then it is read like a string")
    func substring() {
        let header = "00-5b8efff798038103d269b633813fc60c-eee19b7ec3c1b174-01"
        let parts = header.split(separator: "-")
        #expect(TraceID(hex: parts[1])?.low == 0xD269_B633_813F_C60C)
        #expect(SpanID(hex: parts[2])?.isValid == true)
    }

    @Test("Given zeros, then the identifier is read but not valid")
    func zero() {
        #expect(TraceID(hex: String(repeating: "0", count: 32))?.isValid == false)
        #expect(SpanID(hex: String(repeating: "0", count: 16))?.isValid == false)
        #expect(TraceID(high: 0, low: 1) < TraceID(high: 1, low: 0))
    }
}
