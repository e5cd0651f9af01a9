public import OTLP
public import Tracing

/// The tracer of this SDK: starts spans, and carries contexts between processes.
///
/// Beside the tracing API there is a faster form for instrumentation that holds the tracer itself:
/// ``startSpan(_:kind:context:attributes:at:)``, `setAttribute` and ``Span/end()``.
public final class TelemetryTracer: Tracer {
    let clock: any SpanClock
    let limits: SpanLimits
    let processor: (any SpanProcessor)?
    private let sampler: any Sampler
    private let propagator: any TextMapPropagator
    private let idGenerator: any IDGenerator
    private let isDisabled: Bool

    /// Makes a tracer.
    ///
    /// - Parameters:
    ///   - processor: Takes what is recorded. Without one nothing is, but spans have identifiers and flags.
    ///   - sampler: Decides what is recorded.
    ///   - propagator: Reads and writes the headers of requests.
    ///   - limits: How much one span may hold.
    ///   - idGenerator: Where identifiers come from.
    ///   - clock: What spans are timed by.
    public convenience init(
        processor: (any SpanProcessor)?, sampler: any Sampler = ParentBasedSampler(root: AlwaysOnSampler()),
        propagator: any TextMapPropagator = CompositePropagator.standard, limits: SpanLimits = SpanLimits(),
        idGenerator: any IDGenerator = RandomIDGenerator(), clock: any SpanClock = SystemSpanClock()
    ) {
        self.init(
            processor: processor, sampler: sampler, propagator: propagator, limits: limits, idGenerator: idGenerator,
            clock: clock, isDisabled: false)
    }

    private init(
        processor: (any SpanProcessor)?, sampler: any Sampler, propagator: any TextMapPropagator, limits: SpanLimits,
        idGenerator: any IDGenerator, clock: any SpanClock, isDisabled: Bool
    ) {
        self.processor = processor
        self.sampler = sampler
        self.propagator = propagator
        self.limits = limits
        self.idGenerator = idGenerator
        self.clock = clock
        self.isDisabled = isDisabled
    }

    /// A tracer that makes no identifiers and records nothing: the caller's context flows through it as it came.
    public static let disabled = disabled(propagator: CompositePropagator.standard)

    /// ``disabled``, with other headers.
    public static func disabled(propagator: any TextMapPropagator) -> TelemetryTracer {
        TelemetryTracer(
            processor: nil, sampler: AlwaysOffSampler(), propagator: propagator, limits: SpanLimits(),
            idGenerator: RandomIDGenerator(), clock: SystemSpanClock(), isDisabled: true)
    }

    /// The headers that an injection may set; clear a carrier of them that is used again.
    public var propagationFields: [String] { propagator.fields }

    /// Starts a span, as cheaply as can be. End it in every case.
    ///
    /// - Parameters:
    ///   - name: What the operation is called, of low cardinality.
    ///   - kind: The role in the trace.
    ///   - context: Whose active span is the parent; nil for the task's.
    ///   - attributes: What is known at the start, each key once; worked out only when the span is recorded.
    ///   - startTimeUnixNano: When the operation began; nil for now.
    public func startSpan(
        _ name: String, kind: Tracing.SpanKind, context: ServiceContext? = nil,
        attributes: @autoclosure () -> [KeyValue] = [], at startTimeUnixNano: UInt64? = nil
    ) -> Span {
        let context = context ?? ServiceContext.current ?? .topLevel
        let active = context.activeSpan
        let parent = active?.spanContext
        if isDisabled {
            return Span(notRecording: parent ?? .invalid, in: context, tracer: self, isPassedThrough: true)
        }
        let validParent = parent?.isValid == true ? parent : nil
        let traceID = validParent?.traceID ?? idGenerator.traceID()
        let decision = sampler.decide(traceID: traceID, parent: validParent, name: name, kind: kind)
        var flags = validParent?.traceFlags.intersection(.random) ?? []
        if decision == .recordAndSample { flags.insert(.sampled) }
        let spanContext = SpanContext(
            traceID: traceID, spanID: idGenerator.spanID(), traceFlags: flags,
            traceState: validParent?.traceState ?? TraceState())
        guard decision != .drop, processor != nil else {
            return Span(notRecording: spanContext, in: context, tracer: self, isPassedThrough: false)
        }
        let time = startTime(after: active, explicit: startTimeUnixNano)
        return Span(
            recording: spanContext, name: name, kind: kind, attributes: attributes(), parent: validParent, in: context,
            tracer: self, startTimeUnixNano: time.start, epochOffset: time.epochOffset)
    }

    /// A local parent lends its reading of the real time, so that one clock times all of a process's spans of a trace.
    private func startTime(
        after active: ActiveSpan?, explicit: UInt64?
    ) -> (start: UInt64, epochOffset: UInt64) {
        if case .span(let parent) = active, let epochOffset = parent.epochOffset {
            return (explicit ?? clock.monotonic() &+ epochOffset, epochOffset)
        }
        let now = clock.realtime()
        return (explicit ?? now, now &- clock.monotonic())
    }
}

extension TelemetryTracer {
    /// Starts a span, for the tracing API.
    public func startSpan<Instant: TracerInstant>(
        _ operationName: String, context: @autoclosure () -> ServiceContext, ofKind kind: Tracing.SpanKind,
        at instant: @autoclosure () -> Instant, function: String, file fileID: String, line: UInt
    ) -> Span {
        startSpan(operationName, kind: kind, context: context(), at: instant().nanosecondsSinceEpoch)
    }

    /// The span that is active in a context; nil when it has ended, is not recorded or is another process's.
    public func activeSpan(identifiedBy context: ServiceContext) -> Span? {
        guard case .span(let span) = context.activeSpan, span.isRecording else { return nil }
        return span
    }

    /// Asks for what has ended to be exported now, and does not wait for it; ``Telemetry/forceFlush()`` does.
    public func forceFlush() {
        processor?.requestFlush()
    }

    /// Sets the headers that carry a context.
    public func inject<Carrier, Inject: Injector>(
        _ context: ServiceContext, into carrier: inout Carrier, using injector: Inject
    ) where Inject.Carrier == Carrier {
        propagator.inject(context, into: &carrier, using: injector)
    }

    /// Reads a context from headers; it stays as it is when they carry nothing valid.
    public func extract<Carrier, Extract: Extractor>(
        _ carrier: Carrier, into context: inout ServiceContext, using extractor: Extract
    ) where Extract.Carrier == Carrier {
        propagator.extract(carrier, into: &context, using: extractor)
    }
}
