/// The answer to an export (`opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse`).
public struct ExportTraceServiceResponse: Hashable, Sendable {
    /// What was not accepted although the request as a whole was.
    public struct PartialSuccess: Hashable, Sendable {
        /// How many spans were rejected.
        public var rejectedSpans: Int64
        /// Why, for a developer.
        public var errorMessage: String

        /// Makes a partial success.
        public init(rejectedSpans: Int64, errorMessage: String = "") {
            self.rejectedSpans = rejectedSpans
            self.errorMessage = errorMessage
        }
    }

    /// Nil when everything was accepted.
    public var partialSuccess: PartialSuccess?

    /// Makes an answer.
    public init(partialSuccess: PartialSuccess? = nil) {
        self.partialSuccess = partialSuccess
    }
}
