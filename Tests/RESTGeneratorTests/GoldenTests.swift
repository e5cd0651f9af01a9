import FoundationEssentials
import TestSupport
import Testing

/// What is generated of a file with everything is what stands in the checkout, which other tests compile and run.
struct GoldenTests {
    private static let folder = "\(Protoc.root)/Tests/TranscodingTests"

    @Test func `given the file with everything, when code is generated, then it is what is committed`() async throws {
        let files = try await Protoc().generate(
            file: "\(Self.folder)/everything.proto",
            parameters: "outputs=swift,outputs=openapi,outputs=client,title=Everything")
        #expect(
            Set(files.keys) == ["everything.rest.swift", "everything.mock.swift", "openapi.json", "api.ts", "api.js"])
        for (name, text) in files {
            let committed = try String(
                contentsOf: URL(filePath: "\(Self.folder)/Generated/\(name)"), encoding: .utf8)
            // All but the document have a first line that says where they come from.
            let expected = name.hasSuffix(".json") ? committed[...] : committed.drop { $0 != "\n" }.dropFirst()
            #expect(text == expected, "\(name) is stale: make generate")
        }
    }

    @Test func `given services without annotations, when code is generated, then there are only mocks`() async throws {
        let files = try await Protoc().generate(
            """
            service Things { rpc Do(Plain) returns (Plain); }
            message Plain { string id = 1; }
            """)
        #expect(Set(files.keys) == ["test.mock.swift"])
    }

    @Test func `given only messages, when code is generated, then there is nothing`() async throws {
        #expect(try await Protoc().generate("message Plain { string id = 1; }").isEmpty)
    }

    @Test func `given one name in two messages, when a document is made, then both can be told apart`() async throws {
        let text = """
            service Things { rpc Do(Outer) returns (Outer) { option (google.api.http) = { post: "/a" body: "*" }; } }
            message Outer { message Part { string a = 1; } Part part = 1; OuterPart other = 2; }
            message OuterPart { string b = 1; }
            """
        let document = try #require(
            try await Protoc().generate(text, parameters: "outputs=openapi")["openapi.json"])
        for name in ["OuterPart", "OuterPartInput", "TestOuterPart", "TestOuterPartInput", "Outer", "OuterInput"] {
            #expect(document.contains("\"\(name)\": {"), "\(name)")
        }
    }
}
