import Hummingbird
import OTLP
import ServiceKit

/// How a stream of messages is written.
enum StreamFormat: Sendable, Hashable {
    /// A line of JSON for each message, `{"result":…}`, and one for the error that ends the stream, `{"error":…}` with
    /// problem details.
    case lines
    /// Server-sent events: a message is the data of an event, the error is an event of type `error`.
    case events

    /// What the client asks for; lines, if it does not ask for events.
    init(accept: String?) {
        let ranges = (accept ?? "").split(separator: ",")
        let wantsEvents = ranges.contains { range in
            let type = range.split(separator: ";").first ?? ""
            return type.trimmed() == "text/event-stream"
        }
        self = wantsEvents ? .events : .lines
    }

    var mediaType: String {
        switch self {
        case .lines: "application/x-ndjson"
        case .events: "text/event-stream"
        }
    }

    func message(_ json: [UInt8]) -> ByteBuffer {
        switch self {
        case .lines: ByteBuffer(bytes: Array("{\"result\":".utf8) + json + Array("}\n".utf8))
        case .events: ByteBuffer(bytes: Array("data: ".utf8) + json + Array("\n\n".utf8))
        }
    }

    func error(_ problem: ByteBuffer) -> ByteBuffer {
        let json = Array(problem.readableBytesView)
        return switch self {
        case .lines: ByteBuffer(bytes: Array("{\"error\":".utf8) + json + Array("}\n".utf8))
        case .events: ByteBuffer(bytes: Array("event: error\ndata: ".utf8) + json + Array("\n\n".utf8))
        }
    }
}

extension Substring {
    fileprivate func trimmed() -> Substring {
        let start = drop { $0 == " " || $0 == "\t" }
        return start.lastIndex { $0 != " " && $0 != "\t" }.map { start[...$0] } ?? ""
    }
}
