extension Report {
    /// The report for people.
    var text: String {
        var lines = [
            "\(workload.spans) spans in \(workload.traces) traces of \(workload.services) services"
                + " (\(workload.processes) processes), \(workload.attributesPerSpan.text(1)) attributes and"
                + " \(workload.bytesPerSpan.text(0)) bytes a span; --seed \(workload.seed) --end \(workload.endUnixNano)"
        ]
        for figures in ingest { lines += ["", figures.text] }
        lines += [
            "", "a small request to an idle collector: \(smallRequest.text)", "",
            Self.row(
                "query", ["idle p50", "p95", "max ms", "loading p50", "p95", "max ms", "p95 ratio", "checked", "wrong"]),
        ]
        for query in queries {
            let loading = queriesWhileLoading.first { $0.kind == query.kind }
            lines.append(Self.row(query, loading))
        }
        lines += [
            "(loading: \(loadSpansPerSecond.text(0)) spans/s come in meanwhile)", "",
            "clean stop: \(stop.seconds.text(2)) s; then \(stop.diskBytesPerSpan.text(1)) bytes a span on disk"
                + " (\(stop.allocatedBytesPerSpan.text(1)) allocated) for \(stop.spans) spans",
            "ready after a clean stop: " + openSeconds.map { $0.text(3) + " s" }.joined(separator: ", "),
        ]
        for crash in crashes {
            lines.append(
                "ready after kill -9: \(crash.openSeconds.text(3)) s; \(crash.acknowledgedSpans) spans had just been"
                    + " acknowledged; of \(crash.checkedTraces) traces fetched by id \(crash.hurtTraces) lack something"
            )
        }
        if !problems.isEmpty {
            lines += ["", "\(problems.count) problems:"] + problems.prefix(20).map { "  \($0)" }
        }
        return lines.joined(separator: "\n")
    }

    private static func row(_ idle: QueryFigures, _ loading: QueryFigures?) -> String {
        let ratio = loading.map { ($0.latency.p95 / max(idle.latency.p95, 0.001)).text(1) }
        let latencies = [idle.latency, loading?.latency].flatMap { latency in
            [latency?.p50, latency?.p95, latency?.maximum].map { $0?.text(2) ?? "-" }
        }
        let checked = idle.checked + (loading?.checked ?? 0)
        let wrong = idle.wrong + (loading?.wrong ?? 0)
        return row(idle.kind, latencies + [ratio ?? "-", "\(checked)", "\(wrong)"])
    }

    private static func row(_ name: String, _ cells: [String]) -> String {
        cells.reduce(name.padded(to: -20)) { $0 + $1.padded(to: 12) }
    }
}

extension IngestFigures {
    fileprivate var text: String {
        """
        ingest, \(compression), \(spans) spans over \(connections) connections: \(spansPerSecond.text(0)) spans/s
          collector: \(processorSecondsPerMillion.text(2)) CPU s per million spans with the work afterwards \
        (\(processorSecondsPerMillionWhileLoading.text(2)) while loading; quiet after \(settleSeconds.text(0)) s)
          memory: peak \(peakMebibytes.text(0)) MiB; idle afterwards \(idleMebibytes.text(0)) MiB \
        (\(idleAnonymousMebibytes.text(0)) anonymous)
          disk: \(diskBytesPerSpan.text(1)) bytes a span (\(allocatedBytesPerSpan.text(1)) allocated)
          a request: \(requestLatency.text); \(retries) retried; client: \
        \(clientSecondsPerMillion.text(2)) CPU s per million spans
        """
    }
}

extension LatencyFigures {
    fileprivate var text: String { "p50 \(p50.text(2)), p95 \(p95.text(2)), max \(maximum.text(1)) ms (\(count))" }
}

extension Double {
    /// The number with so many decimals.
    fileprivate func text(_ decimals: Int) -> String {
        let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
        let scaled = Int((self * Double(scale)).rounded())
        guard decimals > 0 else { return "\(scaled)" }
        return "\(scaled / scale)." + String(String(scale + scaled % scale).dropFirst())
    }
}

extension String {
    /// The text with spaces in front, or behind for a negative width.
    fileprivate func padded(to width: Int) -> String {
        let spaces = String(repeating: " ", count: max(0, abs(width) - count))
        return width < 0 ? self + spaces : spaces + self
    }
}
