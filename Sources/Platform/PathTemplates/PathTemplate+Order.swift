extension PathTemplate {
    /// Whether a path that both take belongs to this template, because it says more about the path: a literal more than
    /// `*`, `*` more than `**`, a verb more than none.
    public func isMoreSpecific(than other: PathTemplate) -> Bool {
        for (mine, others) in zip(segments, other.segments) where mine.rank != others.rank {
            return mine.rank < others.rank
        }
        if segments.count != other.segments.count { return segments.count > other.segments.count }
        return verb != nil && other.verb == nil
    }
}

extension PathTemplate.Segment {
    fileprivate var rank: Int {
        switch self {
        case .literal: 0
        case .single: 1
        case .rest: 2
        }
    }
}
