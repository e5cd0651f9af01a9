import OTLP

extension EnvironmentReader {
    mutating func resourceAttributes(serviceName: String) -> [KeyValue] {
        var attributes = (pairs("OTEL_RESOURCE_ATTRIBUTES") ?? []).map {
            KeyValue(key: $0.key, value: .string($0.value))
        }
        let configured = string("OTEL_SERVICE_NAME")?.value
        let key = SemanticConventions.serviceName
        if let index = attributes.firstIndex(where: { $0.key == key }) {
            if let configured { attributes[index].value = .string(configured) }
        } else {
            attributes.insert(KeyValue(key: key, value: .string(configured ?? serviceName)), at: 0)
        }
        return attributes
    }

    mutating func propagator() -> any TextMapPropagator {
        guard let (name, value) = string("OTEL_PROPAGATORS") else { return CompositePropagator.standard }
        var seen: Set<Substring> = []
        var propagators: [any TextMapPropagator] = []
        for format in value.split(separator: ",").map({ $0.trimmingOptionalWhitespace() })
        where seen.insert(format).inserted {
            switch format {
            case "tracecontext": propagators.append(TraceContextPropagator())
            case "baggage": propagators.append(BaggagePropagator())
            case "b3": propagators.append(B3Propagator(.single))
            case "b3multi": propagators.append(B3Propagator(.multiple))
            case "jaeger": propagators.append(JaegerPropagator())
            case "none": return CompositePropagator([])
            default: warn(name, value, "\(format) is not supported, it is ignored")
            }
        }
        return propagators.isEmpty ? CompositePropagator.standard : CompositePropagator(propagators)
    }

    mutating func sampler() -> any Sampler {
        guard let (name, value) = string("OTEL_TRACES_SAMPLER") else {
            return ParentBasedSampler(root: AlwaysOnSampler())
        }
        switch value.lowercased() {
        case "always_on": return AlwaysOnSampler()
        case "always_off": return AlwaysOffSampler()
        case "traceidratio": return TraceIDRatioSampler(ratio: samplingRatio())
        case "parentbased_always_on": return ParentBasedSampler(root: AlwaysOnSampler())
        case "parentbased_always_off": return ParentBasedSampler(root: AlwaysOffSampler())
        case "parentbased_traceidratio":
            return ParentBasedSampler(root: TraceIDRatioSampler(ratio: samplingRatio()))
        default:
            warn(name, value, "no such sampler, parentbased_always_on is used")
            return ParentBasedSampler(root: AlwaysOnSampler())
        }
    }

    private mutating func samplingRatio() -> Double {
        guard let (name, value) = string("OTEL_TRACES_SAMPLER_ARG") else { return 1 }
        if let ratio = Double(value), (0...1).contains(ratio) { return ratio }
        warn(name, value, "not a number from 0 to 1, 1.0 is used")
        return 1
    }

    mutating func limits() -> SpanLimits {
        let count = integer("OTEL_ATTRIBUTE_COUNT_LIMIT", minimum: 0, default: 128)
        let length = integer("OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", minimum: 0, default: .max)
        return SpanLimits(
            attributeCount: integer("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", minimum: 0, default: count),
            eventCount: integer("OTEL_SPAN_EVENT_COUNT_LIMIT", minimum: 0, default: 128),
            linkCount: integer("OTEL_SPAN_LINK_COUNT_LIMIT", minimum: 0, default: 128),
            eventAttributeCount: integer("OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT", minimum: 0, default: count),
            linkAttributeCount: integer("OTEL_LINK_ATTRIBUTE_COUNT_LIMIT", minimum: 0, default: count),
            attributeValueLength: integer("OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT", minimum: 0, default: length))
    }

    mutating func batching() -> BatchConfiguration {
        let queueSize = integer("OTEL_BSP_MAX_QUEUE_SIZE", minimum: 1, default: 2048)
        var batchSize = integer("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", minimum: 1, default: min(512, queueSize))
        if batchSize > queueSize {
            warn("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "\(batchSize)", "more than the queue holds, \(queueSize) is used")
            batchSize = queueSize
        }
        return BatchConfiguration(
            queueSize: queueSize, scheduleDelay: milliseconds("OTEL_BSP_SCHEDULE_DELAY", minimum: 1, default: 5000),
            batchSize: batchSize,
            exportTimeout: milliseconds("OTEL_BSP_EXPORT_TIMEOUT", minimum: 0, default: 30_000))
    }
}
