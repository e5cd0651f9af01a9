import DequeModule

/// Decides what a batch processor does next: a bounded queue, and who waits for what. It knows neither time nor tasks.
///
/// Elements are numbered as they are accepted. A flush wants everything up to a number exported, and is over when that
/// number is passed; no flag has to be cleared afterwards. There is one export at a time.
struct BatchQueue<Element, Waiter> {
    /// What the driver is to do.
    enum Step: Hashable {
        /// Export the batch, then call ``exported()``.
        case export
        /// Call ``park(_:)``.
        case wait
        /// Nothing more will come.
        case finished
    }

    private enum Phase {
        case open
        case draining
        case closed
    }

    /// How many elements were refused because the queue was full or closed.
    private(set) var dropped = 0
    private let capacity: Int
    private let batchSize: Int
    private var elements: Deque<Element>
    private var accepted = 0
    private var taken = 0
    private var wanted = 0
    private var isExporting = false
    private var phase = Phase.open
    private var parked: Waiter?
    private var flushes: [(target: Int, waiter: Waiter)] = []

    init(capacity: Int, batchSize: Int) {
        self.capacity = capacity
        self.batchSize = batchSize
        elements = Deque(minimumCapacity: capacity)
    }

    /// How many elements wait.
    var count: Int { elements.count }

    /// Takes an element, or drops it. Returns whom to wake.
    mutating func append(_ element: Element) -> Waiter? {
        guard phase != .closed, elements.count < capacity else {
            dropped += 1
            return nil
        }
        elements.append(element)
        accepted += 1
        return elements.count >= batchSize || phase == .draining ? unpark() : nil
    }

    /// Wants everything that is in the queue exported now, because the delay has passed or somebody asks. Returns whom
    /// to wake.
    mutating func request() -> Waiter? {
        wanted = accepted
        return elements.isEmpty ? nil : unpark()
    }

    /// Tells a waiter when everything that was accepted up to now has been exported. Returns whom to wake: the waiter
    /// itself when there is nothing to wait for.
    mutating func flush(_ waiter: Waiter) -> Waiter? {
        guard phase != .closed, !elements.isEmpty || isExporting else { return waiter }
        flushes.append((accepted, waiter))
        return request()
    }

    /// Ends the driver when the queue is empty. Elements are accepted until then. Returns whom to wake.
    mutating func drain() -> Waiter? {
        if phase == .open { phase = .draining }
        return unpark()
    }

    /// What to do now. A batch is moved into `batch`, which must be empty.
    mutating func next(into batch: inout [Element]) -> Step {
        guard phase != .closed else { return .finished }
        guard !isExporting else { return .wait }
        if elements.count >= batchSize || phase == .draining || wanted > taken, !elements.isEmpty {
            for _ in 0..<min(batchSize, elements.count) { batch.append(elements.removeFirst()) }
            taken += batch.count
            isExporting = true
            return .export
        }
        guard phase == .draining else { return .wait }
        phase = .closed
        return .finished
    }

    /// Ends an export. Returns whom to wake.
    mutating func exported() -> [Waiter] {
        isExporting = false
        var woken = flushes.filter { $0.target <= taken }.map(\.waiter)
        flushes.removeAll { $0.target <= taken }
        if let parked = unpark() { woken.append(parked) }
        return woken
    }

    /// Keeps the driver's waiter until there is something to do; false when there is already.
    mutating func park(_ waiter: Waiter) -> Bool {
        guard isExporting || (phase == .open && elements.count < batchSize && (wanted <= taken || elements.isEmpty))
        else { return false }
        parked = waiter
        return true
    }

    /// Gives up what is left. Returns whom to wake.
    mutating func close() -> [Waiter] {
        phase = .closed
        dropped += elements.count
        elements.removeAll()
        let woken = flushes.map(\.waiter) + [unpark()].compactMap(\.self)
        flushes.removeAll()
        return woken
    }

    private mutating func unpark() -> Waiter? {
        defer { parked = nil }
        return parked
    }
}
