/// Takes spans when they end.
public protocol SpanProcessor: Sendable {
    /// Called once for each recorded span, on the thread that ended it: it must not block. The span changes no more.
    func onEnd(_ span: TelemetryTracer.Span)

    /// Asks for what was taken to be passed on now. Must not block.
    func requestFlush()
}

extension SpanProcessor {
    /// Does nothing: right for a processor that keeps nothing back.
    public func requestFlush() {}
}
