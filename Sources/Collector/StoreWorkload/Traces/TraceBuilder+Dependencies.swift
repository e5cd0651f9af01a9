import OTLP

extension TraceBuilder {
    /// A statement on the database of the service that runs.
    mutating func query(_ operation: String, _ table: String, _ text: String) {
        let attributes = [
            KeyValue(key: "db.system.name", value: "postgresql"),
            KeyValue(key: "db.namespace", value: .string(service.name)),
            KeyValue(key: "db.operation.name", value: .string(operation)),
            KeyValue(key: "db.collection.name", value: .string(table)),
            KeyValue(key: "db.query.text", value: .string(text)),
            KeyValue(key: "db.response.returned_rows", value: .int(Int64(random.below(20)))),
            KeyValue(key: "server.address", value: "pg-primary.storage.fastlane.internal"),
            KeyValue(key: "server.port", value: 5432),
            KeyValue(key: "network.peer.address", value: .string("10.20.0.\(8 + service.rawValue)")),
        ]
        record(
            "\(operation) \(table)", kind: .client, library: .sql, typical: 900_000, attributes: attributes + thread)
    }

    /// A command to the cache.
    mutating func cache(_ command: String, _ key: String) {
        let attributes = [
            KeyValue(key: "db.system.name", value: "redis"),
            KeyValue(key: "db.namespace", value: "0"),
            KeyValue(key: "db.operation.name", value: .string(command)),
            KeyValue(key: "db.query.text", value: .string("\(command) \(service.name):\(key)")),
            KeyValue(key: "cache.hit", value: .bool(!random.once(in: 5))),
            KeyValue(key: "cache.node", value: .string("shard-\(random.below(6))")),
            KeyValue(key: "server.address", value: "cache-cluster.storage.fastlane.internal"),
            KeyValue(key: "server.port", value: 6379),
            KeyValue(key: "network.peer.address", value: .string("10.21.\(random.below(3)).\(random.below(16))")),
        ]
        record(command, kind: .client, library: .cache, typical: 220_000, attributes: attributes + thread)
    }

    /// A message, and what its consumers do with it later, which nobody waits for.
    mutating func publish(
        _ topic: String, to consumers: [RideService], _ body: (inout TraceBuilder) -> Void = { _ in }
    ) {
        let common = [
            KeyValue(key: "messaging.system", value: "kafka"),
            KeyValue(key: "messaging.destination.name", value: .string(topic)),
            KeyValue(key: "messaging.message.id", value: .string(random.uuid())),
            KeyValue(key: "messaging.destination.partition.id", value: .string("\(random.below(24))")),
            KeyValue(key: "messaging.kafka.message.key", value: .string(rider)),
            size("messaging.message.body.size", 900),
            KeyValue(key: "server.address", value: "broker-cluster.storage.fastlane.internal"),
        ]
        record(
            "send \(topic)", kind: .producer, library: .queue, typical: 500_000,
            attributes: common + [KeyValue(key: "messaging.operation.type", value: "send")] + thread
        ) { trace in
            let sent = trace.now
            for consumer in consumers {
                trace.now = sent + trace.random.duration(around: 6_000_000)
                let group = KeyValue(key: "messaging.consumer.group.name", value: .string("\(consumer.name)-\(topic)"))
                trace.record(
                    "process \(topic)", kind: .consumer, library: .queue, in: consumer, typical: 700_000,
                    isDetached: true,
                    attributes: common + [KeyValue(key: "messaging.operation.type", value: "process"), group]
                        + trace.thread,
                    links: trace.linkToCurrent, body)
            }
            trace.now = sent
        }
    }

    /// Work inside the service that runs.
    mutating func compute(_ function: String, typical: UInt64, _ body: (inout TraceBuilder) -> Void = { _ in }) {
        let attributes = [
            KeyValue(key: "code.function.name", value: .string("fastlane::\(service.name)::\(function)")),
            KeyValue(key: "code.file.path", value: .string("\(service.runtime.sources)/\(function)")),
            KeyValue(key: "code.line.number", value: .int(Int64(function.utf8.count * 17))),
            KeyValue(key: "ride.city", value: .string(city)),
            KeyValue(key: "ride.product", value: .string(product)),
            KeyValue(key: "geo.cell", value: .string("8a2a\(random.hex(digits: 7))fff")),
            KeyValue(key: "fastlane.candidates", value: .int(Int64(random.below(60)))),
            KeyValue(key: "fastlane.score", value: .double(Double(random.below(1000)) / 1000)),
        ]
        record(
            function, kind: .internal, library: .application, typical: typical, attributes: attributes + thread, body)
    }
}
