public import Tracing

/// Several propagators in one: all of them send, and of those that read a span the last one wins.
public struct CompositePropagator: TextMapPropagator {
    private let propagators: [any TextMapPropagator]

    /// Puts propagators together; none at all sends and reads nothing.
    public init(_ propagators: [any TextMapPropagator]) {
        self.propagators = propagators
    }

    /// What the specification makes the default: `tracecontext,baggage`.
    public static let standard = CompositePropagator([TraceContextPropagator(), BaggagePropagator()])

    /// The headers of all.
    public var fields: [String] { propagators.flatMap(\.fields) }

    /// Lets all set their headers.
    public func inject<Carrier, Inject: Injector>(
        _ context: ServiceContext, into carrier: inout Carrier, using injector: Inject
    ) where Inject.Carrier == Carrier {
        for propagator in propagators { propagator.inject(context, into: &carrier, using: injector) }
    }

    /// Lets all read their headers.
    public func extract<Carrier, Extract: Extractor>(
        _ carrier: Carrier, into context: inout ServiceContext, using extractor: Extract
    ) where Extract.Carrier == Carrier {
        for propagator in propagators { propagator.extract(carrier, into: &context, using: extractor) }
    }
}
