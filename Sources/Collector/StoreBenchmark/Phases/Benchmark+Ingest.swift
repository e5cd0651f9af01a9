import FoundationEssentials
import StoreWorkload

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension Benchmark {
    /// Loads a new collector at full speed and waits until it is quiet.
    ///
    /// - Returns: the collector, which goes on running, and what it took.
    mutating func ingest(
        isCompressed: Bool, spans: Int, onTrace: (WorkloadTrace) -> Void
    ) throws -> (CollectorProcess, (workload: WorkloadFigures, figures: IngestFigures)) {
        let collector = try startCollector()
        let before = try collector.figures.processorSeconds()
        var stream = RequestStream(workload, firstTrace: 0, spans: spans)
        var total = Load.Result()
        var bodyBytes = 0
        var whileLoading = 0.0
        while total.spans < spans {
            note("making requests\(isCompressed ? ", compressed" : "") (\(total.spans) of \(spans) spans sent)")
            let payload = try payload(&stream, spans: Self.chunkSpans, isCompressed: isCompressed, onTrace: onTrace)
            bodyBytes += payload.bodyBytes
            note("sending \(payload.spans) spans")
            let start = try collector.figures.processorSeconds()
            let result = try Load(payload, port: collector.otlpPort, connections: options.connections).wait()
            whileLoading += try collector.figures.processorSeconds() - start
            total.spans += result.spans
            total.seconds += result.seconds
            total.retries += result.retries
            total.clientSeconds += result.clientSeconds
            total.latencies.add(result.latencies)
        }
        let settleSeconds = try settle(collector)
        let used = try collector.figures.processorSeconds() - before
        let disk = try DiskUse(of: dataDirectory)
        let count = Double(total.spans)
        let figures = IngestFigures(
            compression: isCompressed ? "gzip" : "uncompressed", connections: options.connections, spans: total.spans,
            spansPerSecond: count / total.seconds, processorSecondsPerMillion: used / count * 1e6,
            processorSecondsPerMillionWhileLoading: whileLoading / count * 1e6, settleSeconds: settleSeconds,
            peakMebibytes: try collector.figures.mebibytes("VmHWM"),
            idleMebibytes: try collector.figures.mebibytes("VmRSS"),
            idleAnonymousMebibytes: try collector.figures.mebibytes("RssAnon"),
            diskBytesPerSpan: Double(disk.bytes) / count,
            allocatedBytesPerSpan: Double(disk.allocatedBytes) / count, requestLatency: total.latencies.figures,
            retries: total.retries, clientSecondsPerMillion: total.clientSeconds / count * 1e6)
        let sent = WorkloadFigures(
            seed: options.seed, endUnixNano: options.endUnixNano, spans: total.spans, traces: stream.nextTrace,
            services: RideService.allCases.count, processes: RideService.allCases.count * RideService.replicas,
            attributesPerSpan: Double(stream.attributes) / count, bytesPerSpan: Double(bodyBytes) / count)
        return (collector, (sent, figures))
    }

    /// Waits until a collector that nobody asks for anything has nothing to do any more.
    ///
    /// - Returns: how long that took, in seconds.
    func settle(_ collector: CollectorProcess) throws -> Double {
        note("waiting until the collector is quiet")
        let start = ContinuousClock.now
        var used = try collector.figures.processorSeconds()
        var quietSince = start
        while true {
            usleep(500_000)
            let now = try collector.figures.processorSeconds()
            // A collector looks now and then whether there is something to do, which is no work.
            if now - used > 0.02 { quietSince = .now }
            used = now
            let seconds = start.duration(to: quietSince).seconds
            if quietSince.duration(to: .now) > Self.quiet { return seconds }
            guard seconds < Self.mostSettleSeconds else {
                throw BenchmarkError("the collector still works \(Int(seconds)) s after the last request")
            }
        }
    }

    /// A head that nothing comes to any more waits some 10 s before it becomes a segment; what rests longer has settled.
    private static let quiet = Duration.seconds(20)
    private static let mostSettleSeconds = 900.0
}
