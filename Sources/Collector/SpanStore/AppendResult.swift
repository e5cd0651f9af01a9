/// What became of a request that was appended.
public struct AppendResult: Hashable, Sendable {
    /// How many spans are now on disk and can be queried.
    public var acceptedSpans: Int
    /// How many were left out because of their identifiers.
    public var rejectedSpans: Int
    /// Why the first of those was left out; nil when there is none.
    public var rejectionMessage: String?

    /// Makes a result.
    public init(acceptedSpans: Int, rejectedSpans: Int = 0, rejectionMessage: String? = nil) {
        self.acceptedSpans = acceptedSpans
        self.rejectedSpans = rejectedSpans
        self.rejectionMessage = rejectionMessage
    }
}
