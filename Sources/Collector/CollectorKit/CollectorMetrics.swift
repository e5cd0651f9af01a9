import Export
import QueryAPI
import Receiver
import SpanStore

/// The collector's own figures, gathered from its parts.
struct CollectorMetrics: Sendable {
    let store: SpanStore
    let receiver: ReceiverStatistics
    let exporters: [OTLPExporter]

    var families: [MetricFamily] { receiverFamilies + storeFamilies + exporterFamilies }

    private var receiverFamilies: [MetricFamily] {
        let received = receiver.snapshot
        let responses = received.responses.sorted { $0.key < $1.key }.map { status, count in
            MetricFamily.Sample(Double(count), labels: [.init("status", String(status))])
        }
        return [
            MetricFamily(
                "cairn_receiver_requests_total", .counter,
                help: "Requests to the receiver, by the status of the answer.",
                samples: responses),
            single(
                "cairn_receiver_bytes_total", .counter, "Bytes of request bodies as they came over the wire.",
                received.receivedBytes),
            single("cairn_receiver_spans_total", .counter, "Spans that were stored.", received.acceptedSpans),
            single(
                "cairn_receiver_rejected_spans_total", .counter, "Spans that were refused in requests that were taken.",
                received.rejectedSpans),
        ]
    }

    private var storeFamilies: [MetricFamily] {
        let stored = store.statistics
        return [
            single("cairn_store_spans", .gauge, "Spans that can be queried.", UInt64(stored.spans)),
            single("cairn_store_traces", .gauge, "Traces that can be queried.", UInt64(stored.traces)),
            single("cairn_store_bytes", .gauge, "Bytes of the store's files.", UInt64(stored.bytes)),
            single("cairn_store_files", .gauge, "Files of the store.", UInt64(stored.files)),
            single("cairn_store_waiting_bytes", .gauge, "Bytes that wait to be written.", UInt64(stored.waitingBytes)),
        ]
    }

    private var exporterFamilies: [MetricFamily] {
        let figures = exporters.map { (name: $0.configuration.name, figures: $0.statistics.snapshot, exporter: $0) }
        func family(
            _ name: String, _ help: String, _ value: KeyPath<ExportStatistics.Snapshot, UInt64>
        ) -> MetricFamily {
            MetricFamily(
                name, .counter, help: help,
                samples: figures.map { .init(Double($0.figures[keyPath: value]), labels: [.init("exporter", $0.name)]) }
            )
        }
        let behind = exporters.map { exporter in
            MetricFamily.Sample(
                store.hasArrivals(after: exporter.position ?? .start) ? 1 : 0,
                labels: [.init("exporter", exporter.configuration.name)])
        }
        return [
            family("cairn_exporter_batches_total", "Requests that were delivered.", \.sentBatches),
            family("cairn_exporter_bytes_total", "Bytes of protobuf in delivered requests.", \.sentBytes),
            family("cairn_exporter_rejected_batches_total", "Requests refused for good.", \.rejectedBatches),
            family("cairn_exporter_rejected_spans_total", "Spans refused in delivered requests.", \.rejectedSpans),
            family("cairn_exporter_failed_attempts_total", "Attempts that have to be repeated.", \.failedAttempts),
            MetricFamily(
                "cairn_exporter_behind", .gauge, help: "1 while stored spans wait to be delivered, 0 otherwise.",
                samples: behind),
        ]
    }

    private func single(_ name: String, _ kind: MetricFamily.Kind, _ help: String, _ value: UInt64) -> MetricFamily {
        MetricFamily(name, kind, help: help, samples: [.init(Double(value))])
    }
}
