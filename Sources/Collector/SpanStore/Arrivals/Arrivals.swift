/// Stored spans in the order in which they arrived.
public struct Arrivals: Hashable, Sendable {
    /// Each one an `ExportTraceServiceRequest` in protobuf.
    public var requests: [[UInt8]]
    /// Where to go on.
    public var next: ArrivalCursor

    /// Makes arrivals.
    public init(requests: [[UInt8]], next: ArrivalCursor) {
        self.requests = requests
        self.next = next
    }
}
