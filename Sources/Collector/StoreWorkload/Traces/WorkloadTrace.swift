public import OTLP

/// A span with who recorded it.
public struct WorkloadSpan: Sendable {
    /// The process, counted service by service.
    public var process: Int
    /// The span.
    public var span: Span
    var library: Library

    /// The service of the process.
    public var service: RideService { RideProcess.service(of: process) }
}

/// A trace of the workload.
public struct WorkloadTrace: Sendable {
    /// Its place in the workload.
    public var number: Int
    /// Its identifier.
    public var id: TraceID
    /// The spans in the order in which they begin; the first is the root.
    public var spans: [WorkloadSpan]
    /// The rider on whose behalf all this happens, as in the attribute `rider.id`.
    public var rider: String
}
