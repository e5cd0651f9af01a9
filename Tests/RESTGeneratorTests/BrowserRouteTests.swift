import FoundationEssentials
import Testing

/// Routes for browsers, which are written by hand: the document has them, and no code is made of them.
struct BrowserRouteTests {
    private static let service = #"""
        // Loans.
        service Loans {
          // Reads a loan.
          rpc GetLoan(Request) returns (Answer) { option (google.api.http) = { get: "/loans/{name}" }; }
          // For the gateway: begins a loan.
          rpc Begin(Request) returns (Answer) {
            option (cairn.api.method) = {
              browser: { get: "/loans/{name}/begin" query: "last_day" description: "Begins a loan.\n\nIn a browser only." }
            };
          }
        }
        message Request {
          string name = 1;
          string last_day = 2;
          string secret = 3;
        }
        message Answer { string name = 1; }
        """#

    /// As much of a document as matters here.
    private struct Document: Decodable {
        struct Paths: Decodable {
            let begin: [String: Operation]

            private enum CodingKeys: String, CodingKey { case begin = "/loans/{name}/begin" }
        }

        struct Operation: Decodable {
            let operationId: String
            let summary: String?
            let description: String?
            let parameters: [Parameter]
            let responses: [String: Response]
        }

        struct Parameter: Decodable {
            let name: String
            let `in`: String
        }

        struct Response: Decodable {
            let headers: [String: Header]?
            let content: [String: Header]?
        }

        struct Header: Decodable {
            let required: Bool?
        }

        let paths: Paths
    }

    @Test func `given a route for browsers, when a document is made, then it tells where the browser goes`()
        async throws
    {
        let text = try #require(
            try await Protoc().generate(Self.service, parameters: "outputs=openapi")["openapi.json"])
        let path = try JSONDecoder().decode(Document.self, from: Data(text.utf8)).paths.begin
        #expect(Array(path.keys) == ["get"])
        let operation = try #require(path["get"])
        #expect(operation.operationId == "begin")
        #expect(operation.summary == "Begins a loan")
        #expect(operation.description == "Begins a loan.\n\nIn a browser only.")
        #expect(operation.parameters.map { "\($0.in) \($0.name)" } == ["path name", "query last_day"])
        #expect(operation.responses["200"] == nil)
        #expect(operation.responses["401"] == nil)
        let redirect = try #require(operation.responses["303"])
        #expect(redirect.headers?["Location"]?.required == true)
        #expect(redirect.content == nil)
    }

    @Test func `given a route for browsers, when code is made, then there is none for it`() async throws {
        let files = try await Protoc().generate(Self.service, parameters: "outputs=swift,outputs=client")
        let routes = try #require(files["test.rest.swift"])
        #expect(routes.contains("/loans/{name}"))
        #expect(!routes.contains("begin"))
        let client = try #require(files["api.ts"])
        #expect(client.contains("getLoan"))
        #expect(!client.contains("begin"))
    }
}
