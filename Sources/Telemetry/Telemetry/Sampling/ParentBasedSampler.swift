public import OTLP
public import Tracing

/// Follows the parent's decision and asks another sampler for roots.
public struct ParentBasedSampler: Sampler {
    private let root: any Sampler
    private let remoteParentSampled: any Sampler
    private let remoteParentNotSampled: any Sampler
    private let localParentSampled: any Sampler
    private let localParentNotSampled: any Sampler

    /// Makes a sampler of one for roots and one for each kind of parent.
    public init(
        root: any Sampler,
        remoteParentSampled: any Sampler = AlwaysOnSampler(), remoteParentNotSampled: any Sampler = AlwaysOffSampler(),
        localParentSampled: any Sampler = AlwaysOnSampler(), localParentNotSampled: any Sampler = AlwaysOffSampler()
    ) {
        self.root = root
        self.remoteParentSampled = remoteParentSampled
        self.remoteParentNotSampled = remoteParentNotSampled
        self.localParentSampled = localParentSampled
        self.localParentNotSampled = localParentNotSampled
    }

    /// Decides by the sampler for this kind of parent.
    public func decide(
        traceID: TraceID, parent: SpanContext?, name: String, kind: Tracing.SpanKind
    ) -> SamplingDecision {
        sampler(for: parent).decide(traceID: traceID, parent: parent, name: name, kind: kind)
    }

    /// The name that the specification gives it.
    public var description: String {
        """
        ParentBased{root:\(root),remoteParentSampled:\(remoteParentSampled),\
        remoteParentNotSampled:\(remoteParentNotSampled),localParentSampled:\(localParentSampled),\
        localParentNotSampled:\(localParentNotSampled)}
        """
    }

    private func sampler(for parent: SpanContext?) -> any Sampler {
        guard let parent else { return root }
        return switch (parent.isRemote, parent.isSampled) {
        case (true, true): remoteParentSampled
        case (true, false): remoteParentNotSampled
        case (false, true): localParentSampled
        case (false, false): localParentNotSampled
        }
    }
}
