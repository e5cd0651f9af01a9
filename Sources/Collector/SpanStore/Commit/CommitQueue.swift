/// Requests that wait for the writer thread, and those who wait for them.
struct CommitQueue {
    typealias Outcome = Result<AppendResult, SpanStoreError>

    /// A request with the task that waits for it.
    struct Entry {
        /// An ExportTraceServiceRequest.
        var request: [UInt8]
        var continuation: CheckedContinuation<Outcome, Never>
    }

    /// What the writer does next.
    enum Step {
        case write([Entry])
        /// Put the head aside though it is not full.
        case seal
        case stop([CheckedContinuation<Void, Never>])
    }

    private enum State {
        case open
        case closing
        case closed
    }

    private var state = State.open
    private var entries: [Entry] = []
    private var isSealRequested = false
    private var closers: [CheckedContinuation<Void, Never>] = []
    private let maximumBytes: Int
    /// The bytes of all requests that have no outcome yet.
    private(set) var waitingBytes = 0

    init(maximumBytes: Int) {
        self.maximumBytes = maximumBytes
    }

    /// Takes a request, or tells why not. One that is larger than the bound is taken when nothing else waits,
    /// lest it be refused for ever; only a bound of 0 refuses everything.
    mutating func add(_ entry: Entry) -> SpanStoreError? {
        guard state == .open else { return SpanStoreError(code: .closed, message: "the store is closed") }
        let isAlone = waitingBytes == 0 && maximumBytes > 0
        guard isAlone || waitingBytes + entry.request.count <= maximumBytes else {
            return SpanStoreError(
                code: .overloaded, message: "\(waitingBytes) bytes wait to be written; try again later")
        }
        waitingBytes += entry.request.count
        entries.append(entry)
        return nil
    }

    /// All that waits; nil when the writer should sleep.
    mutating func next() -> Step? {
        if !entries.isEmpty {
            defer { entries = [] }
            return .write(entries)
        }
        if isSealRequested {
            isSealRequested = false
            return .seal
        }
        guard state == .closing else { return nil }
        state = .closed
        defer { closers = [] }
        return .stop(closers)
    }

    /// The requests that came since ``next()``; nil when there are none.
    mutating func more() -> [Entry]? {
        guard !entries.isEmpty else { return nil }
        defer { entries = [] }
        return entries
    }

    mutating func requestSeal() {
        isSealRequested = true
    }

    /// Tells that requests of so many bytes have their outcome.
    mutating func finish(bytes: Int) {
        waitingBytes -= bytes
    }

    /// Lets nothing more in. Returns whether `closer` need not wait.
    mutating func close(_ closer: CheckedContinuation<Void, Never>?) -> Bool {
        guard state != .closed else { return true }
        state = .closing
        if let closer { closers.append(closer) }
        return false
    }
}
