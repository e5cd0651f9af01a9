public import Tracing

/// `baggage` (W3C Baggage).
public struct BaggagePropagator: TextMapPropagator {
    /// Makes the propagator.
    public init() {}

    /// `baggage`.
    public var fields: [String] { ["baggage"] }

    /// Sets `baggage` when there are values.
    public func inject<Carrier, Inject: Injector>(
        _ context: ServiceContext, into carrier: inout Carrier, using injector: Inject
    ) where Inject.Carrier == Carrier {
        let header = context.baggage.header
        if !header.isEmpty { injector.inject(header, forKey: "baggage", into: &carrier) }
    }

    /// Reads `baggage`.
    public func extract<Carrier, Extract: Extractor>(
        _ carrier: Carrier, into context: inout ServiceContext, using extractor: Extract
    ) where Extract.Carrier == Carrier {
        guard let header = extractor.extract(key: "baggage", from: carrier) else { return }
        let baggage = Baggage(header: header)
        if !baggage.isEmpty { context.baggage = baggage }
    }
}
