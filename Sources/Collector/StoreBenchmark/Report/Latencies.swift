/// How long requests took, in milliseconds.
struct Latencies: Sendable {
    private var milliseconds: [Float] = []

    var count: Int { milliseconds.count }

    mutating func add(_ duration: Duration) { milliseconds.append(Float(duration.seconds * 1000)) }

    mutating func add(_ others: Latencies) { milliseconds += others.milliseconds }

    /// The figures that are reported.
    var figures: LatencyFigures {
        let sorted = milliseconds.sorted()
        // Nearest rank.
        func percentile(_ percent: Int) -> Double {
            sorted.isEmpty ? 0 : Double(sorted[min(sorted.count - 1, sorted.count * percent / 100)])
        }
        return LatencyFigures(
            count: count, p50: percentile(50), p95: percentile(95), p99: percentile(99), maximum: percentile(100))
    }
}

/// Percentiles in milliseconds.
struct LatencyFigures: Codable, Sendable {
    var count: Int
    var p50: Double
    var p95: Double
    var p99: Double
    var maximum: Double
}

extension Duration {
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
