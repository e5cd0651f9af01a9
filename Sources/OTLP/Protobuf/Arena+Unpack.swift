import CProtobufC

extension Arena {
    /// Unpacks a message with protobuf-c and converts it while the arena holds it. The arena is reset afterwards.
    func unpack<Message, Value>(
        _ bytes: UnsafeRawBufferPointer,
        _ unpack: (UnsafeMutablePointer<ProtobufCAllocator>?, Int, UnsafePointer<UInt8>?) ->
            UnsafeMutablePointer<Message>?,
        _ convert: (Message) -> Value
    ) throws(OTLPError) -> Value {
        defer { reset() }
        let data = bytes.bindMemory(to: UInt8.self).baseAddress
        guard let message = unpack(allocator, bytes.count, data) else {
            guard isExhausted else { throw OTLPError(code: .malformed, message: "the message is not valid protobuf") }
            throw OTLPError(
                code: .limitExceeded, message: "the decoded message takes more than \(maximumBytes) bytes of memory")
        }
        return convert(message.pointee)
    }
}

extension [UInt8] {
    /// `withUnsafeBytes` for a closure with typed throws.
    func withTypedThrowingBytes<Value, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try withUnsafeBufferPointer { (bytes) throws(Failure) in try body(UnsafeRawBufferPointer(bytes)) }
    }
}
