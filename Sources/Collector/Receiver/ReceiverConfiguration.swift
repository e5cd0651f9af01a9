/// What the receiver takes.
public struct ReceiverConfiguration: Hashable, Sendable {
    /// The largest body as it comes over the wire, in bytes.
    public var maximumBodyBytes: Int
    /// The largest body after decompression, in bytes.
    public var maximumDecompressedBytes: Int

    /// Limits; 16 MiB on the wire and 64 MiB after decompression unless told otherwise.
    public init(maximumBodyBytes: Int = 16 << 20, maximumDecompressedBytes: Int = 64 << 20) {
        self.maximumBodyBytes = maximumBodyBytes
        self.maximumDecompressedBytes = maximumDecompressedBytes
    }
}
