public import Tracing

/// An extractor that can also tell what headers there are, as the Jaeger format's baggage needs.
public protocol EnumeratingExtractor<Carrier>: Extractor {
    /// The names of the carrier's headers.
    func keys(in carrier: Carrier) -> [String]
}
