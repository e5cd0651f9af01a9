import FoundationEssentials
import LocalStack
import TestSupport

/// protoc with our plugin, as `make generate` runs them.
struct Protoc {
    /// The root of the checkout.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
    }

    /// Generates from a text that gets a header with our imports, and gives the files by name.
    func generate(_ text: String, parameters: String = "outputs=swift") async throws -> [String: String] {
        let header = """
            syntax = "proto3";
            package test.v1;
            import "cairn/api/access.proto";
            import "cairn/api/values.proto";
            import "google/api/annotations.proto";
            import "google/api/field_behavior.proto";
            import "google/protobuf/any.proto";
            import "google/protobuf/empty.proto";

            """
        try Data((header + text).utf8).write(to: URL(filePath: "\(folder.path)/test.proto"))
        return try await generate(file: "\(folder.path)/test.proto", parameters: parameters)
    }

    /// Generates from a file.
    func generate(file: String, parameters: String) async throws -> [String: String] {
        let output = try TemporaryDirectory()
        let proto = URL(filePath: file)
        let plugin = try ProductsFolder.path(of: "protoc-gen-cairn")
        try await ChildProcess.output(
            of: .init(
                "protoc",
                [
                    "-I", proto.deletingLastPathComponent().path, "-I",
                    "\(Self.root)/Sources/Platform/Transcoding/Protos",
                    proto.lastPathComponent, "--plugin=protoc-gen-cairn=\(plugin)",
                    "--cairn_out=\(parameters):\(output.path)",
                ]))
        var files: [String: String] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: output.path) {
            files[name] = try String(contentsOf: URL(filePath: "\(output.path)/\(name)"), encoding: .utf8)
        }
        return files
    }
}
