public import Tracing

/// Carries contexts between processes in the headers of their requests.
public protocol TextMapPropagator: Sendable {
    /// The headers that an injection may set. A carrier that is used again must be cleared of them before.
    var fields: [String] { get }

    /// Sets the headers that carry a context.
    func inject<Carrier, Inject: Injector>(
        _ context: ServiceContext, into carrier: inout Carrier, using injector: Inject
    ) where Inject.Carrier == Carrier

    /// Reads headers into a context, which stays as it is when they carry nothing valid.
    func extract<Carrier, Extract: Extractor>(
        _ carrier: Carrier, into context: inout ServiceContext, using extractor: Extract
    ) where Extract.Carrier == Carrier
}
