import OTLP
import Testing

@Suite("Protobuf")
struct ProtobufTests {
    @Test("Given a request with everything in it, when it is encoded and decoded, then it is the same")
    func roundTrip() throws {
        let bytes = ExportTraceServiceRequest.complete.protobuf()
        #expect(try ExportTraceServiceRequest(protobuf: bytes) == .complete)
    }

    @Test("Given an empty message, then it is an empty request")
    func empty() throws {
        #expect(try ExportTraceServiceRequest(protobuf: []) == ExportTraceServiceRequest())
        #expect(ExportTraceServiceRequest().protobuf().isEmpty)
    }

    @Test("Given an answer, when it is encoded and decoded, then it is the same")
    func response() throws {
        let partial = ExportTraceServiceResponse(partialSuccess: .init(rejectedSpans: 3, errorMessage: "bad ids"))
        #expect(try ExportTraceServiceResponse(protobuf: partial.protobuf()) == partial)
        #expect(ExportTraceServiceResponse().protobuf().isEmpty)
        #expect(try ExportTraceServiceResponse(protobuf: []) == ExportTraceServiceResponse())
        #expect(throws: OTLPError.self) { try ExportTraceServiceResponse(protobuf: [0x0A]) }
    }

    @Test("Given an answer whose length claims more than there is, then a limit or the encoding refuses it")
    func oversized() {
        let error = #expect(throws: OTLPError.self) {
            try ExportTraceServiceRequest(protobuf: [0, 0, 0], limits: Limits(maximumMessageBytes: 2))
        }
        #expect(error?.code == .limitExceeded)
    }

    @Test("Given a message that unpacks to more memory than the arena may take, then it is refused by that name")
    func arenaCap() {
        // Two bytes on the wire become an event of more than a hundred bytes in memory.
        let events = [[UInt8]](repeating: Wire.field(11, []), count: 10_000).flatMap(\.self)
        let bytes = Wire.request(span: Wire.ids + events)
        let error = #expect(throws: OTLPError.self) {
            try ExportTraceServiceRequest(protobuf: bytes, limits: Limits(maximumArenaBytes: 100_000))
        }
        #expect(error?.code == .limitExceeded)
        #expect(error?.message.contains("100000 bytes of memory") == true)
        #expect(throws: Never.self) { try ExportTraceServiceRequest(protobuf: bytes) }
    }

    @Test("Given unknown fields at every level, then they are ignored")
    func unknownFields() throws {
        let unknown =
            Wire.field(1_000, [1, 2, 3]) + Wire.varint(999 << 3) + [5] + Wire.varint(998 << 3 | 5) + [0, 0, 0, 0]
        let value = Wire.attribute(Wire.field(1, [0x76]) + unknown)
        let bytes =
            unknown + Wire.field(1, unknown + Wire.field(2, unknown + Wire.field(2, Wire.ids + unknown + value)))
        let request = try ExportTraceServiceRequest(protobuf: bytes)
        #expect(request.resourceSpans[0].scopeSpans[0].spans[0].attributes == [KeyValue(key: "k", value: "v")])
    }

    @Test("Given an arena, when it is reset, then its memory serves again")
    func arena() throws {
        let arena = Arena(maximumBytes: 1 << 20)
        for _ in 0..<100 {
            for size in [0, 1, 17, 5_000, 100_000] {
                let memory = try #require(arena.allocate(byteCount: size))
                #expect(UInt(bitPattern: memory) % 16 == 0)
                memory.initializeMemory(as: UInt8.self, repeating: 0xAA, count: size)
            }
            arena.reset()
        }
        #expect(arena.reservedBytes <= 1 << 20)
        #expect(arena.allocate(byteCount: 1 << 21) == nil && arena.isExhausted)
        #expect(arena.allocate(byteCount: .max) == nil && arena.allocate(byteCount: -1) == nil)
        arena.reset()
        #expect(!arena.isExhausted && arena.allocate(byteCount: 10) != nil)
    }
}
