import Testing

/// Annotations that can't be meant: protoc fails with a sentence that says where and why.
struct GeneratorErrorTests {
    private static let messages = """

        message Inner { string name = 1; repeated string names = 2; }
        message Request {
          string id = 1;
          repeated string tags = 2;
          Inner inner = 3;
          map<string, string> labels = 4;
        }
        message Answer { Inner inner = 1; google.protobuf.Any any = 2; bytes data = 3; }
        message Plain { string id = 1; }
        """

    @Test(arguments: [
        (
            "no path", "", "the HTTP rule has no path"
        ),
        ("a bad template", #"get: "/a/{id""#, "the path template '/a/{id' is wrong: expected '}', at character 7"),
        ("an unknown field in the path", #"get: "/a/{idd}""#, "there is no field 'idd' in test.v1.Request"),
        ("a repeated field in the path", #"get: "/a/{tags}""#, "the field 'tags' of test.v1.Request is repeated"),
        ("a message in the path", #"get: "/a/{inner}""#, "the field 'inner' can't be part of a path"),
        ("a field below a text", #"get: "/a/{id.x}""#, "'id.x' goes on behind a field that is no message"),
        ("an unknown body", #"post: "/a" body: "thing""#, "the body's field 'thing' does not exist in test.v1.Request"),
        ("a body with GET", #"get: "/a" body: "*""#, "GET has no body"),
        (
            "an unknown response body", #"get: "/a" response_body: "x""#,
            "the response_body's field 'x' does not exist in test.v1.Answer"
        ),
        ("an odd method", #"custom { kind: "get it" path: "/a" }"#, "'get it' is no HTTP method in capitals"),
        ("HEAD", #"custom { kind: "HEAD" path: "/a" }"#, "HEAD comes with GET by itself"),
        (
            "bindings in bindings",
            #"get: "/a" additional_bindings { get: "/b" additional_bindings { get: "/c" } }"#,
            "additional_bindings can't have additional_bindings"
        ),
        (
            "a path twice", #"get: "/a/{id}" additional_bindings { get: "/a/*" }"#,
            "GET /a/* is the route of test.v1.Things.Do already"
        ),
        (
            "an Any in the answer", #"get: "/a""#,
            "the field test.v1.Answer.any has a type that can't be answered over HTTP (google.protobuf.Any or a group)"
        ),
    ])
    func `given a rule that can't be, when code is generated, then the error names method and fault`(
        _: String, rule: String, message: String
    ) async throws {
        try await expect(
            "rpc Do(Request) returns (Answer) { option (google.api.http) = { \(rule) }; }", "test.v1.Things.Do", message
        )
    }

    @Test(arguments: [
        (
            "options without a path", "rpc Do(Plain) returns (Plain) { option (cairn.api.method) = { status: 201 }; }",
            "cairn.api.method has no meaning without google.api.http"
        ),
        (
            "a route for browsers and another", annotated(#"browser: { get: "/b" }"#),
            "a route for browsers stands in front of a method without google.api.http"
        ),
        (
            "a route for browsers with a status", browser(#"browser: { get: "/b" } status: 201"#),
            "besides a route for browsers no option has a meaning"
        ),
        (
            "a route for browsers with an unknown parameter", browser(#"browser: { get: "/b/{id}" query: "id" }"#),
            "the field 'id' can't be a parameter of the query"
        ),
        ("a route for browsers without a path", browser("browser: {}"), "the path template '' is wrong"),
        (
            "a stream for browsers",
            #"rpc Do(Plain) returns (stream Plain) { option (cairn.api.method) = { browser: { get: "/b" } }; }"#,
            "a route for browsers can't stand in front of a stream"
        ),
        (
            "a stream of requests",
            #"rpc Do(stream Plain) returns (Plain) { option (google.api.http) = { post: "/a" body: "*" }; }"#,
            "a stream of requests can't be sent over HTTP"
        ),
        (
            "no success", annotated("status: 404"), "404 is no status of success"
        ),
        (
            "a stream of nothing",
            #"rpc Do(Plain) returns (stream Plain) { option (google.api.http) = { get: "/a" }; option (cairn.api.method) = { status: 204 }; }"#,
            "a stream can't be answered with 204"
        ),
        (
            "an unknown field in the location", annotated(#"location: "/a/{x}""#),
            "there is no field 'x' in test.v1.Plain"
        ),
        ("no location", annotated(#"location: "a""#), "the location 'a' is wrong: expected '/', at character 1"),
        ("a location of anything", annotated(#"location: "/a/*""#), "the location '/a/*' has '*' outside of a field"),
        ("a location with a verb", annotated(#"location: "/a:b""#), "the location '/a:b' has a verb"),
    ])
    func `given options that can't be, when code is generated, then the error names method and fault`(
        _: String, method: String, message: String
    ) async throws {
        try await expect(method, "test.v1.Things.Do", message)
    }

    private static func browser(_ option: String) -> String {
        "rpc Do(Plain) returns (Plain) { option (cairn.api.method) = { \(option) }; }"
    }

    private static func annotated(_ option: String) -> String {
        #"rpc Do(Plain) returns (Plain) { option (google.api.http) = { get: "/a" }; option (cairn.api.method) = { \#(option) }; }"#
    }

    @Test(arguments: [
        (
            "a length of a number", "int32 size = 1", "max_length: 5",
            "size: cairn.api.value: lengths and one_of are for texts"
        ),
        (
            "a pattern of a flag", "bool on = 1", #"pattern: "a""#,
            "on: cairn.api.value: pattern and format are for texts"
        ),
        (
            "a minimum of a text", "string id = 1", "minimum: 1",
            "id: cairn.api.value: minimum and maximum are for whole numbers of 32 bits"
        ),
        (
            "a minimum that JSON writes as a text", "int64 size = 1", "minimum: 1",
            "size: cairn.api.value: minimum and maximum are for whole numbers of 32 bits"
        ),
        (
            "items of one text", "string id = 1", "min_items: 1",
            "id: cairn.api.value: min_items and max_items are for repeated fields"
        ),
        (
            "lengths that no text has", "string id = 1", "min_length: 3 max_length: 2",
            "id: cairn.api.value: nothing is that small and that large"
        ),
        (
            "numbers that there are not", "uint32 size = 1", "minimum: 3 maximum: 2",
            "size: cairn.api.value: nothing is that small and that large"
        ),
    ])
    func `given a rule that no value can follow, when code is generated, then the error names the field and the fault`(
        _: String, field: String, rule: String, message: String
    ) async throws {
        let protoc = try Protoc()
        await #expect {
            _ = try await protoc.generate("message Thing { \(field) [(cairn.api.value) = { \(rule) }]; }")
        } throws: { error in
            let isNamed = "\(error)".contains("test.proto: test.v1.Thing.\(message)")
            if !isNamed { Issue.record("\(error)") }
            return isNamed
        }
    }

    @Test(arguments: [
        ("outputs=java", "expected swift, openapi or client"), ("colour=grey", "there is no such parameter"),
    ])
    func `given an unknown parameter, when code is generated, then the error names it`(
        parameters: String, message: String
    ) async throws {
        await #expect {
            _ = try await Protoc().generate("message Empty {}", parameters: parameters)
        } throws: { error in
            "\(error)".contains(message)
        }
    }

    private func expect(_ method: String, _ place: String, _ message: String) async throws {
        let protoc = try Protoc()
        await #expect {
            _ = try await protoc.generate("service Things { \(method) }" + Self.messages)
        } throws: { error in
            let isNamed = "\(error)".contains("test.proto: \(place): \(message)")
            if !isNamed { Issue.record("\(error)") }
            return isNamed
        }
    }
}
