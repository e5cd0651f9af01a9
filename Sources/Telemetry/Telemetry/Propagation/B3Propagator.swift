import OTLP
public import Tracing

/// The headers of B3, from Zipkin. Both forms are read, the single header first; one of them is sent.
public struct B3Propagator: TextMapPropagator {
    /// How the context is sent.
    public enum Encoding: Hashable, Sendable {
        /// One header, `b3`.
        case single
        /// `X-B3-TraceId`, `X-B3-SpanId` and `X-B3-Sampled`.
        case multiple
    }

    private let encoding: Encoding

    /// Makes a propagator that sends one form.
    public init(_ encoding: Encoding = .single) {
        self.encoding = encoding
    }

    /// The headers of the form that is sent.
    public var fields: [String] {
        switch encoding {
        case .single: ["b3"]
        case .multiple: ["x-b3-traceid", "x-b3-spanid", "x-b3-sampled"]
        }
    }

    /// Sets the headers of the form that is sent.
    public func inject<Carrier, Inject: Injector>(
        _ context: ServiceContext, into carrier: inout Carrier, using injector: Inject
    ) where Inject.Carrier == Carrier {
        guard let spanContext = context.spanContext, spanContext.isValid else { return }
        let sampled = spanContext.isSampled ? "1" : "0"
        switch encoding {
        case .single:
            injector.inject("\(spanContext.traceID)-\(spanContext.spanID)-\(sampled)", forKey: "b3", into: &carrier)
        case .multiple:
            injector.inject(spanContext.traceID.description, forKey: "x-b3-traceid", into: &carrier)
            injector.inject(spanContext.spanID.description, forKey: "x-b3-spanid", into: &carrier)
            injector.inject(sampled, forKey: "x-b3-sampled", into: &carrier)
        }
    }

    /// Reads `b3`, or else the `X-B3-…` headers.
    public func extract<Carrier, Extract: Extractor>(
        _ carrier: Carrier, into context: inout ServiceContext, using extractor: Extract
    ) where Extract.Carrier == Carrier {
        if let header = extractor.extract(key: "b3", from: carrier), let spanContext = Self.parse(single: header) {
            context.spanContext = spanContext
            return
        }
        guard let traceID = extractor.extract(key: "x-b3-traceid", from: carrier),
            let spanID = extractor.extract(key: "x-b3-spanid", from: carrier)
        else { return }
        let isDebug = extractor.extract(key: "x-b3-flags", from: carrier) == "1"
        let sampled = isDebug ? "d" : extractor.extract(key: "x-b3-sampled", from: carrier)
        if let spanContext = Self.context(traceID: traceID[...], spanID: spanID[...], sampled: sampled?[...]) {
            context.spanContext = spanContext
        }
    }

    private static func parse(single header: String) -> SpanContext? {
        let fields = header.split(separator: "-", omittingEmptySubsequences: false)
        guard (2...4).contains(fields.count) else { return nil }
        return context(traceID: fields[0], spanID: fields[1], sampled: fields.count > 2 ? fields[2] : nil)
    }

    /// A trace identifier of 16 digits is one of 32 that begins with zeros. No sampling state leaves the decision to
    /// the receiver, for which the format has no flag: the trace counts as not sampled.
    private static func context(
        traceID: Substring, spanID: Substring, sampled: Substring?
    ) -> SpanContext? {
        let flags: TraceFlags
        switch sampled {
        case "1", "d", "true": flags = .sampled
        case "0", "false", nil: flags = []
        default: return nil
        }
        guard let traceID = TraceID(padding: traceID, allowing: [16, 32]), traceID.isValid,
            let spanID = SpanID(hex: spanID), spanID.isValid
        else { return nil }
        return SpanContext(traceID: traceID, spanID: spanID, traceFlags: flags, isRemote: true)
    }
}
