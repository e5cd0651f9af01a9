import OTLP

/// How OTLP messages are written in a request and its answer (OTLP/HTTP: "Binary Protobuf" and "JSON Protobuf").
enum BodyEncoding {
    case protobuf
    case json

    /// Reads a `Content-Type`; parameters such as a charset do not matter.
    init?(contentType: String?) {
        let type = contentType?.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        switch type {
        case "application/x-protobuf": self = .protobuf
        case "application/json": self = .json
        default: return nil
        }
    }

    var contentType: String {
        switch self {
        case .protobuf: "application/x-protobuf"
        case .json: "application/json"
        }
    }

    func encode(_ response: ExportTraceServiceResponse) -> [UInt8] {
        switch self {
        case .protobuf: response.protobuf()
        case .json: response.json()
        }
    }
}
