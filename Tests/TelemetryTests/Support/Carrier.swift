import Telemetry
import Tracing

/// The headers of a request, for tests.
struct Carrier: Sendable, ExpressibleByDictionaryLiteral {
    var headers: [String: String] = [:]

    init(dictionaryLiteral elements: (String, String)...) {
        headers = Dictionary(uniqueKeysWithValues: elements)
    }

    /// What a propagator reads.
    func context(_ propagator: any TextMapPropagator) -> ServiceContext {
        var context = ServiceContext.topLevel
        propagator.extract(self, into: &context, using: Access())
        return context
    }

    /// What a propagator writes.
    init(_ context: ServiceContext, _ propagator: any TextMapPropagator) {
        propagator.inject(context, into: &self, using: Access())
    }

    struct Access: EnumeratingExtractor, Injector {
        func extract(key: String, from carrier: Carrier) -> String? { carrier.headers[key] }
        func keys(in carrier: Carrier) -> [String] { Array(carrier.headers.keys) }
        func inject(_ value: String, forKey key: String, into carrier: inout Carrier) { carrier.headers[key] = value }
    }
}
