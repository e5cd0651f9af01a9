public import OTLP
import Synchronization
public import Tracing

extension TelemetryTracer {
    /// One operation of a trace.
    ///
    /// Everything may be called from any task. What is set after ``end()`` is ignored, and so is a second end.
    public final class Span: Tracing.Span {
        /// What identifies the span to other processes.
        public let spanContext: SpanContext
        /// What to add to the monotonic clock to get nanoseconds since 1970; nil when nothing is recorded.
        let epochOffset: UInt64?
        let tracer: TelemetryTracer
        private let parentContext: ServiceContext
        private let isPassedThrough: Bool
        private let recorded: Mutex<Recording>

        /// What a span has recorded; empty and ended from the start when nothing is.
        private struct Recording {
            var span: OTLP.Span
            var isEnded: Bool
        }

        init(
            recording spanContext: SpanContext, name: String, kind: Tracing.SpanKind, attributes: [KeyValue],
            parent: SpanContext?, in parentContext: ServiceContext, tracer: TelemetryTracer, startTimeUnixNano: UInt64,
            epochOffset: UInt64
        ) {
            self.spanContext = spanContext
            self.parentContext = parentContext
            self.tracer = tracer
            self.epochOffset = epochOffset
            isPassedThrough = false
            var span = OTLP.Span(
                traceID: spanContext.traceID, spanID: spanContext.spanID,
                traceState: spanContext.traceState.description, parentSpanID: parent?.spanID, name: name,
                kind: OTLP.SpanKind(kind), startTimeUnixNano: startTimeUnixNano,
                flags: spanContext.flags(parent: parent))
            span.attributes.adopt(attributes, limits: tracer.limits, dropped: &span.droppedAttributesCount)
            recorded = Mutex(Recording(span: span, isEnded: false))
        }

        init(
            notRecording spanContext: SpanContext, in parentContext: ServiceContext, tracer: TelemetryTracer,
            isPassedThrough: Bool
        ) {
            self.spanContext = spanContext
            self.parentContext = parentContext
            self.tracer = tracer
            self.isPassedThrough = isPassedThrough
            epochOffset = nil
            recorded = Mutex(
                Recording(
                    span: OTLP.Span(traceID: spanContext.traceID, spanID: spanContext.spanID, name: ""),
                    isEnded: true))
        }

        /// The context in which the span is active. Each call makes one: keep it where it is needed often.
        public var context: ServiceContext {
            isPassedThrough ? parentContext : parentContext.activating(self)
        }

        /// Whether what is set now will be exported.
        public var isRecording: Bool { recorded.withLock { !$0.isEnded } }

        /// What the span holds now; after its end that stays the same.
        public var snapshot: OTLP.Span { recorded.withLock { $0.span } }

        /// Ends the span now, by the monotonic clock.
        public func end() {
            guard let epochOffset else { return }
            end(atUnixNano: tracer.clock.monotonic() &+ epochOffset)
        }

        /// Ends the span at a time in nanoseconds since 1970, which counts as its start when it lies before that.
        public func end(atUnixNano time: UInt64) {
            let isFirst = recorded.withLock { recording in
                guard !recording.isEnded else { return false }
                recording.isEnded = true
                recording.span.endTimeUnixNano = max(time, recording.span.startTimeUnixNano)
                return true
            }
            if isFirst { tracer.processor?.onEnd(self) }
        }

        /// Changes what is recorded, unless the span has ended.
        func record(_ change: (inout OTLP.Span) -> Void) {
            guard epochOffset != nil else { return }
            recorded.withLock { recording in
                if !recording.isEnded { change(&recording.span) }
            }
        }
    }
}

extension SpanContext {
    /// The flags of OTLP: those of the context, and whether the parent is another process's.
    fileprivate func flags(parent: SpanContext?) -> UInt32 {
        UInt32(traceFlags.rawValue) | 0x100 | (parent?.isRemote == true ? 0x200 : 0)
    }
}

extension OTLP.SpanKind {
    init(_ kind: Tracing.SpanKind) {
        self =
            switch kind {
            case .server: .server
            case .client: .client
            case .producer: .producer
            case .consumer: .consumer
            case .internal: .internal
            }
    }
}
