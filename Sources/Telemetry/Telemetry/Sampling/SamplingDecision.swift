/// What a sampler decides.
public enum SamplingDecision: Hashable, Sendable {
    /// Only the identifiers exist, and the sampled flag is off.
    case drop
    /// The span is recorded for this process, and the sampled flag is off: it is not exported.
    case recordOnly
    /// The span is recorded and exported, and the sampled flag is on.
    case recordAndSample
}
