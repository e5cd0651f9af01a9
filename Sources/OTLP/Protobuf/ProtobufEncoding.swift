import COTLP
import CProtobufC

/// Builds the structures that protobuf-c packs, in an arena without a cap that lives as long as the encoding does.
struct ProtobufEncoding {
    private let arena: Arena

    init(arena: Arena = Arena(maximumBytes: .max)) {
        self.arena = arena
    }

    /// Makes a message as its generated initializer leaves it.
    func make<Message>(_ initialize: (UnsafeMutablePointer<Message>?) -> Void) -> UnsafeMutablePointer<Message> {
        let message = allocate(Message.self, count: 1)
        initialize(message)
        return message
    }

    /// Packs a message that this encoding has built.
    func pack<Message>(
        _ message: UnsafeMutablePointer<Message>, _ packedSize: (UnsafePointer<Message>?) -> Int,
        _ pack: (UnsafePointer<Message>?, UnsafeMutablePointer<UInt8>?) -> Int
    ) -> [UInt8] {
        withExtendedLifetime(arena) {
            let size = packedSize(message)
            return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
                count = pack(message, buffer.baseAddress)
            }
        }
    }

    func string(_ text: String) -> ProtobufCBinaryData {
        guard !text.isEmpty else { return ProtobufCBinaryData(len: 0, data: nil) }
        var text = text
        return text.withUTF8 { copy(UnsafeRawBufferPointer($0)) }
    }

    func bytes(_ bytes: [UInt8]) -> ProtobufCBinaryData {
        bytes.withUnsafeBytes { copy($0) }
    }

    /// 16 bytes; none for the zero identifier.
    func id(_ id: TraceID) -> ProtobufCBinaryData {
        guard id.isValid else { return ProtobufCBinaryData(len: 0, data: nil) }
        return withUnsafeBytes(of: (id.high.bigEndian, id.low.bigEndian)) { copy($0) }
    }

    /// 8 bytes; none for the zero identifier.
    func id(_ id: SpanID) -> ProtobufCBinaryData {
        guard id.isValid else { return ProtobufCBinaryData(len: 0, data: nil) }
        return withUnsafeBytes(of: id.value.bigEndian) { copy($0) }
    }

    func list<Element, Message>(
        _ elements: [Element], _ transform: (Element) -> UnsafeMutablePointer<Message>
    ) -> UnsafeMutablePointer<UnsafeMutablePointer<Message>?>? {
        guard !elements.isEmpty else { return nil }
        let list = allocate(UnsafeMutablePointer<Message>?.self, count: elements.count)
        for (index, element) in elements.enumerated() {
            (list + index).initialize(to: transform(element))
        }
        return list
    }

    private func copy(_ bytes: UnsafeRawBufferPointer) -> ProtobufCBinaryData {
        guard !bytes.isEmpty else { return ProtobufCBinaryData(len: 0, data: nil) }
        let copy = allocate(UInt8.self, count: bytes.count)
        UnsafeMutableRawPointer(copy).copyMemory(from: bytes.baseAddress!, byteCount: bytes.count)
        return ProtobufCBinaryData(len: bytes.count, data: copy)
    }

    private func allocate<Value>(_ type: Value.Type, count: Int) -> UnsafeMutablePointer<Value> {
        guard let memory = arena.allocate(byteCount: count * MemoryLayout<Value>.stride) else {
            preconditionFailure("an arena without a cap refuses nothing")
        }
        return memory.bindMemory(to: type, capacity: count)
    }
}
