import NIOCore

/// What a connection does and when it has taken too long: a state machine without a clock of its own.
struct HTTPConnectionWatch {
    /// What is to be done with the connection.
    enum Action: Hashable {
        case nothing
        /// Close it at once: nobody waits for an answer, or none can be given any more.
        case close
        /// Answer instead of the handler, and then finish.
        case refuse(HTTPRefusal)
        /// No more requests: close once the client has read what was sent.
        case finish
    }

    private enum Reading: Hashable {
        /// Between two requests.
        case idle
        /// The head is awaited.
        case head(since: NIODeadline, hasBegun: Bool)
        /// The head is there, the end is not.
        case body(since: NIODeadline)
    }

    private let limits: HTTPConnectionLimits
    private var reading = Reading.idle
    private var responsesOwed = 0
    private var unwritableSince: NIODeadline?
    private var drained = 0
    private var closesAfterResponse = false
    private var hasReadPart = false
    private var isOver = false

    init(limits: HTTPConnectionLimits) {
        self.limits = limits
    }

    /// When ``expire(now:)`` is to be called; nil while nothing can take too long.
    var deadline: NIODeadline? {
        guard !isOver else { return nil }
        let read: NIODeadline? =
            switch reading {
            case .idle: nil
            case .head(let since, _): since + limits.headTimeout
            case .body(let since): since + limits.bodyTimeout
            }
        let write = unwritableSince.map { $0 + limits.writeTimeout }
        guard let read, let write else { return read ?? write }
        return min(read, write)
    }

    /// The connection is open.
    mutating func open(now: NIODeadline) {
        reading = .head(since: now, hasBegun: false)
    }

    /// A request's head has arrived.
    mutating func receiveHead(now: NIODeadline) {
        hasReadPart = true
        reading = .body(since: now)
        responsesOwed += 1
        drained = 0
    }

    /// A piece of a request's body has arrived.
    mutating func receiveBody(_ count: Int) -> Action {
        hasReadPart = true
        guard responsesOwed == 0, !isOver else { return .nothing }
        drained += count
        guard drained > limits.maximumDrain else { return .nothing }
        isOver = true
        return .close
    }

    /// A request has arrived as a whole.
    mutating func receiveEnd() {
        hasReadPart = true
        reading = .idle
    }

    /// Bytes have been read from the socket; if they completed no part, they are the beginning of a head.
    mutating func readComplete(now: NIODeadline) {
        defer { hasReadPart = false }
        guard !hasReadPart else { return }
        switch reading {
        case .idle: reading = .head(since: now, hasBegun: true)
        case .head(let since, _): reading = .head(since: since, hasBegun: true)
        case .body: break
        }
    }

    /// The head of an answer goes out; `closes` when it says that the connection is closed after it.
    mutating func sendHead(closes: Bool) {
        if closes { closesAfterResponse = true }
    }

    /// An answer goes out as a whole.
    mutating func sendEnd() -> Action {
        responsesOwed -= 1
        guard closesAfterResponse, !isOver else { return .nothing }
        isOver = true
        return .finish
    }

    /// The client takes what is written, or has stopped to.
    mutating func setWritable(_ isWritable: Bool, now: NIODeadline) {
        unwritableSince = isWritable ? nil : unwritableSince ?? now
    }

    /// What arrives can't be read as a request.
    mutating func fail(_ refusal: HTTPRefusal) -> Action {
        guard !isOver else { return .nothing }
        // In the middle of an answer, or of a request that is being answered, another answer would be garbage.
        guard responsesOwed == 0, !isReadingBody else { return .close }
        isOver = true
        return .refuse(refusal)
    }

    /// The time of ``deadline`` may have come.
    mutating func expire(now: NIODeadline) -> Action {
        guard let deadline, deadline <= now else { return .nothing }
        isOver = true
        if case .head(_, hasBegun: true) = reading, responsesOwed == 0 { return .refuse(.tooSlow) }
        return .close
    }

    private var isReadingBody: Bool {
        if case .body = reading { true } else { false }
    }
}
