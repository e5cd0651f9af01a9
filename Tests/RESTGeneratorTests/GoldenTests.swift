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

    @Test func `given rules for values, when a document is made, then bodies, parameters and answers have them`()
        async throws
    {
        let text = """
            service Things {
              rpc Do(Thing) returns (Thing) {
                option (google.api.http) = { post: "/a" body: "*" additional_bindings { get: "/b/{id}" } };
              }
            }
            message Thing {
              string id = 1 [(cairn.api.value) = { format: "uuid" }];
              string name = 2 [(cairn.api.value) = { min_length: 1 max_length: 9 pattern: "a" }];
              int32 size = 3 [(cairn.api.value) = { minimum: 0 maximum: 7 }];
              repeated string tags = 4 [(cairn.api.value) = { one_of: ["x", "y"] min_items: 1 max_items: 5 }];
            }
            """
        let document = try #require(
            try await Protoc().generate(text, parameters: "outputs=openapi")["openapi.json"])
        let compact = document.filter { !$0.isWhitespace }
        // In the answer, in the body and as a parameter; of a body's fields those that need not be given can be null.
        for (rule, count) in [
            (#""format":"uuid""#, 3), (#""minLength":1,"maxLength":9,"pattern":"a""#, 3),
            (#""minimum":0,"maximum":7"#, 3), (#""enum":["x","y"]},"minItems":1,"maxItems":5"#, 3),
            (#""type":["string","null"],"format":"uuid""#, 1), (#""type":["array","null"]"#, 1),
        ] {
            #expect(compact.ranges(of: rule).count == count, "\(rule)")
        }
    }
}
