import NIOPosix
import SpanStore

/// How far an exporter has come, kept in a file of the store's directory.
struct ExportCursor: Sendable {
    private static let heading = "cairn-export-cursor 1"

    private let file: CursorFile

    init(directory: String, exporter: String) {
        file = CursorFile(path: "\(directory)/exporter-\(exporter).cursor")
    }

    /// Where to go on; the start, when nothing has been exported yet.
    func load() async throws -> ArrivalCursor {
        guard let text = try await NIOThreadPool.singleton.runIfActive({ [file] in try file.read() }) else {
            return .start
        }
        let lines = text.split(separator: "\n")
        guard lines.count == 2, lines[0] == Self.heading, let cursor = ArrivalCursor(String(lines[1])) else {
            throw ExportError(
                .cursor,
                "\(file.path) is not a cursor of this version; without the file, everything is exported again")
        }
        return cursor
    }

    /// Keeps a place; it survives a crash from then on.
    func save(_ cursor: ArrivalCursor) async throws {
        try await NIOThreadPool.singleton.runIfActive { [file] in
            try file.write("\(Self.heading)\n\(cursor)\n")
        }
    }
}
