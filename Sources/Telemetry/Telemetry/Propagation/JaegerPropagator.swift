import OTLP
public import Tracing

/// Jaeger's own headers: `uber-trace-id`, and one `uberctx-…` for each value of the baggage.
///
/// Baggage is read only from extractors that are an ``EnumeratingExtractor``, because its headers' names are not known.
public struct JaegerPropagator: TextMapPropagator {
    private static let baggagePrefix = "uberctx-"

    /// Makes the propagator.
    public init() {}

    /// `uber-trace-id`.
    public var fields: [String] { ["uber-trace-id"] }

    /// Sets `uber-trace-id` and the baggage's headers.
    public func inject<Carrier, Inject: Injector>(
        _ context: ServiceContext, into carrier: inout Carrier, using injector: Inject
    ) where Inject.Carrier == Carrier {
        if let spanContext = context.spanContext, spanContext.isValid {
            let flags = spanContext.isSampled ? "1" : "0"
            injector.inject(
                "\(spanContext.traceID):\(spanContext.spanID):0:\(flags)", forKey: "uber-trace-id", into: &carrier)
        }
        for entry in context.baggage.entries {
            injector.inject(entry.encodedValue, forKey: Self.baggagePrefix + entry.key, into: &carrier)
        }
    }

    /// Reads `uber-trace-id` and the baggage's headers.
    public func extract<Carrier, Extract: Extractor>(
        _ carrier: Carrier, into context: inout ServiceContext, using extractor: Extract
    ) where Extract.Carrier == Carrier {
        if let header = extractor.extract(key: "uber-trace-id", from: carrier),
            let spanContext = Self.parse(PercentEncoding.decode(header))
        {
            context.spanContext = spanContext
        }
        guard let enumerating = extractor as? any EnumeratingExtractor<Carrier> else { return }
        var baggage = context.baggage
        for key in enumerating.keys(in: carrier) where key.lowercased().hasPrefix(Self.baggagePrefix) {
            guard let value = extractor.extract(key: key, from: carrier) else { continue }
            baggage[String(key.dropFirst(Self.baggagePrefix.count))] = PercentEncoding.decode(value)
        }
        context.baggage = baggage
    }

    /// `trace-id:span-id:parent-span-id:flags`; leading zeros may be missing, and the parent is not used.
    private static func parse(_ header: String) -> SpanContext? {
        let fields = header.split(separator: ":", omittingEmptySubsequences: false)
        guard fields.count == 4, let flags = UInt8(fields[3], radix: 16),
            let traceID = TraceID(padding: fields[0], allowing: 1...32), traceID.isValid,
            (1...16).contains(fields[1].utf8.count), let span = UInt64(fields[1], radix: 16), span != 0
        else { return nil }
        return SpanContext(
            traceID: traceID, spanID: SpanID(value: span), traceFlags: flags & 1 == 1 ? .sampled : [], isRemote: true)
    }
}
