/// Bounds on what is read from a peer; whatever goes beyond them is refused as ``OTLPError/Code/limitExceeded``.
public struct Limits: Hashable, Sendable {
    /// The largest message in bytes, after decompression.
    public var maximumMessageBytes: Int
    /// How deep arrays and key-value lists may nest inside an attribute.
    public var maximumNestingDepth: Int
    /// How many attributes one list of them may hold.
    public var maximumAttributes: Int
    /// How much memory one decoded message may take in C, in bytes.
    public var maximumArenaBytes: Int

    /// Makes limits; the defaults are far above what SDKs send.
    public init(
        maximumMessageBytes: Int = 32 << 20, maximumNestingDepth: Int = 32, maximumAttributes: Int = 10_000,
        maximumArenaBytes: Int = 512 << 20
    ) {
        self.maximumMessageBytes = maximumMessageBytes
        self.maximumNestingDepth = maximumNestingDepth
        self.maximumAttributes = maximumAttributes
        self.maximumArenaBytes = maximumArenaBytes
    }
}
