import OTLP
import Telemetry

/// What an interceptor knows when its span starts: a list is cheaper than one call to the span for each attribute.
typealias AttributeList = [KeyValue]

extension AttributeList {
    mutating func append(_ key: String, _ value: String) { append(KeyValue(key: key, value: .string(value))) }

    mutating func append(_ key: String, _ value: Int) { append(KeyValue(key: key, value: .int(Int64(value)))) }

    /// The server of the call: `server.address` and `server.port`.
    mutating func append(server host: String, port: Int?) {
        append(SemanticConventions.serverAddress, host)
        if let port { append(SemanticConventions.serverPort, port) }
    }
}
