import OTLP

/// The resources of the processes, numbered service by service.
enum RideProcess {
    static let count = RideService.allCases.count * RideService.replicas

    static func service(of process: Int) -> RideService {
        RideService.allCases[process / RideService.replicas]
    }

    static func resource(of process: Int, seed: UInt64) -> Resource {
        var random = WorkloadRandom(seed: seed, stream: ~UInt64(process))
        let service = service(of: process)
        let runtime = service.runtime
        let pod = "\(service.name)-\(random.hex(digits: 9))-\(random.hex(digits: 5))"
        return Resource(attributes: [
            KeyValue(key: "service.name", value: .string(service.name)),
            KeyValue(key: "service.namespace", value: "fastlane"),
            KeyValue(key: "service.version", value: .string("2026.\(40 + service.rawValue).\(process % 3)")),
            KeyValue(key: "service.instance.id", value: .string(random.uuid())),
            KeyValue(key: "deployment.environment.name", value: "production"),
            KeyValue(key: "telemetry.sdk.name", value: "opentelemetry"),
            KeyValue(key: "telemetry.sdk.language", value: .string(runtime.language)),
            KeyValue(key: "telemetry.sdk.version", value: "1.52.0"),
            KeyValue(key: "process.pid", value: .int(Int64(random.below(60) + 1))),
            KeyValue(key: "process.runtime.name", value: .string(runtime.name)),
            KeyValue(key: "process.runtime.version", value: .string(runtime.version)),
            KeyValue(key: "host.name", value: .string("worker-\(random.below(24) + 1)")),
            KeyValue(key: "host.arch", value: "arm64"),
            KeyValue(key: "os.type", value: "linux"),
            KeyValue(key: "k8s.cluster.name", value: "rides-south"),
            KeyValue(key: "k8s.namespace.name", value: "fastlane"),
            KeyValue(key: "k8s.pod.name", value: .string(pod)),
            KeyValue(key: "k8s.deployment.name", value: .string(service.name)),
        ])
    }
}

extension WorkloadRandom {
    mutating func hex(digits: Int) -> String {
        let text = String(next() | 1 << 63, radix: 16)
        return String(text.suffix(digits))
    }

    mutating func uuid() -> String {
        "\(hex(digits: 8))-\(hex(digits: 4))-4\(hex(digits: 3))-a\(hex(digits: 3))-\(hex(digits: 12))"
    }
}
