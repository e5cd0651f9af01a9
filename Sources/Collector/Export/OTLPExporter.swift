public import AsyncHTTPClient
public import Logging
import NIOPosix
import OTLP
public import ServiceLifecycle
public import SpanStore
import Synchronization

/// Sends everything that arrives in the store on to an OTLP/HTTP endpoint such as Jaeger's.
///
/// The store is the queue: what could not be sent yet stays there, and a cursor in its directory says where to go
/// on after a restart. Delivery is at least once, since the cursor is kept only after the endpoint's answer.
public struct OTLPExporter: Service {
    /// What the exporter has done.
    public let statistics = ExportStatistics()
    /// What it was told to do.
    public let configuration: ExporterConfiguration

    private let store: SpanStore
    private let cursor: ExportCursor
    private let transport: OTLPTransport
    private let progress: ExportProgress
    private let logger: Logger

    /// An exporter of a store.
    ///
    /// - Parameters:
    ///   - directory: where the cursor is kept; the store's directory.
    ///   - client: what sends the requests; it is not shut down by the exporter, and must not trace its requests.
    public init(
        configuration: ExporterConfiguration, store: SpanStore, directory: String, client: HTTPClient, logger: Logger
    ) {
        var logger = logger
        logger[metadataKey: "exporter"] = "\(configuration.name)"
        self.configuration = configuration
        self.store = store
        self.logger = logger
        cursor = ExportCursor(directory: directory, exporter: configuration.name)
        transport = OTLPTransport(configuration: configuration, client: client)
        progress = ExportProgress()
    }

    /// The place after the last request that was delivered; nil until the cursor has been read.
    public var position: ArrivalCursor? { progress.position }

    /// Exports until it is shut down; a request in flight is then given up, and sent again after the next start.
    ///
    /// - Throws: ``ExportError`` when the cursor cannot be read or kept.
    public func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { try await export() }
        } catch is CancellationError {
            logger.debug("exporter stopped")
        } catch let error as SpanStoreError where error.code == .closed {
            logger.debug("exporter stopped, as the store is closed")
        }
    }

    private func export() async throws {
        var position = try await cursor.load()
        progress.position = position
        logger.info("exporting", metadata: ["url": "\(configuration.url)", "after": "\(position)"])
        var complaints = RejectionLog()
        while true {
            if !store.hasArrivals(after: position) {
                try await store.waitForArrivals(after: position)
                try await Task.sleep(for: configuration.batchDelay)
            }
            let arrivals = try await nextArrivals(after: position)
            position = arrivals.next
            guard !arrivals.requests.isEmpty else { continue }
            try await deliver(arrivals.requests[...], complaints: &complaints)
            try await cursor.save(position)
            progress.position = position
        }
    }

    private func nextArrivals(after position: ArrivalCursor) async throws -> Arrivals {
        try await NIOThreadPool.singleton.runIfActive { [store, configuration] in
            try store.arrivals(after: position, maximumBytes: configuration.maximumBatchBytes)
        }
    }

    /// Sends a batch until the endpoint has taken it or refused it for good.
    private func deliver(_ requests: ArraySlice<[UInt8]>, complaints: inout RejectionLog) async throws {
        let body = try await transport.encode(requests)
        var policy = RetryPolicy(backoff: configuration.backoff)
        var random = SystemRandomNumberGenerator()
        var isFailing = false
        while true {
            let attempt = await transport.send(body)
            try Task.checkCancellation()
            switch policy.decide(attempt.outcome, isDivisible: requests.count > 1, using: &random) {
            case .advance:
                if isFailing { logger.notice("exporting again") }
                count(delivered: body, rejectedSpans: attempt.rejectedSpans)
                if attempt.rejectedSpans > 0 {
                    complaints.log("spans", attempt, logger: logger)
                } else {
                    complaints = RejectionLog()
                }
                return
            case .split:
                let middle = requests.startIndex + requests.count / 2
                try await deliver(requests[..<middle], complaints: &complaints)
                try await deliver(requests[middle...], complaints: &complaints)
                return
            case .reject:
                statistics.update { $0.rejectedBatches += 1 }
                complaints.log("a batch", attempt, logger: logger)
                return
            case .retry(let pause):
                statistics.update { $0.failedAttempts += 1 }
                if !isFailing {
                    logger.warning("export fails; the spans stay stored", metadata: ["cause": "\(attempt.detail)"])
                }
                isFailing = true
                try await Task.sleep(for: pause)
            }
        }
    }

    private func count(delivered body: OTLPTransport.Body, rejectedSpans: UInt64) {
        statistics.update {
            $0.sentBatches += 1
            $0.sentBytes += UInt64(body.plainBytes)
            $0.rejectedSpans += rejectedSpans
        }
    }
}

/// Where an exporter stands, for those who watch it.
private final class ExportProgress: Sendable {
    private let state = Mutex<ArrivalCursor?>(nil)

    var position: ArrivalCursor? {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}

/// Says each kind of refusal once, until something goes through again.
private struct RejectionLog {
    private var known: Set<String> = []

    mutating func log(_ what: String, _ attempt: OTLPTransport.Attempt, logger: Logger) {
        guard known.insert("\(what) \(attempt.outcome)").inserted else { return }
        logger.error("the endpoint refuses \(what) for good", metadata: ["cause": "\(attempt.detail)"])
    }
}
