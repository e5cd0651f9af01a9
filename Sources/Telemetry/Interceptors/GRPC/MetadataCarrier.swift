import GRPCCore
import Telemetry
import Tracing

/// Reads propagation headers from a call's metadata; what occurs more than once is joined by a comma.
struct MetadataExtractor: EnumeratingExtractor {
    func keys(in metadata: Metadata) -> [String] {
        metadata.map(\.key)
    }

    func extract(key: String, from metadata: Metadata) -> String? {
        var joined: String?
        for value in metadata[stringValues: key] {
            joined = joined.map { "\($0),\(value)" } ?? value
        }
        return joined
    }
}

/// Writes propagation headers.
struct MetadataInjector: Injector {
    func inject(_ value: String, forKey key: String, into metadata: inout Metadata) {
        metadata.replaceOrAddString(value, forKey: key)
    }
}
