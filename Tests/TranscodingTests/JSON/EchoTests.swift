import HTTPTypes
import HummingbirdTesting
import SwiftProtobuf
import Testing

@testable import Transcoding

/// JSON in and out, for a field of every kind.
struct EchoTests {
    private static let full = """
        {"stringValue":"ü\\"\\n","bytesValue":"+/8=","boolValue":true,"int32Value":-2147483648,\
        "int64Value":"-9223372036854775808","uint32Value":4294967295,"uint64Value":"18446744073709551615",\
        "floatValue":0.1,"doubleValue":-0.0025,"stateValue":"STATE_LENT","timeValue":"2026-01-31T12:00:00.000001Z",\
        "durationValue":"1.500s","maskValue":"createTime,authors.fullName","objectValue":{"a":[1.5,null]},"anyValue":"x",\
        "listValue":[true],"stringWrapper":"","int64Wrapper":"0","boolWrapper":false,"doubleWrapper":1.5,\
        "numbers":[1,2],"times":["1970-01-01T00:00:00Z"],"byNumber":{"-1":"a","2":"b"},\
        "byTruth":{"false":"STATE_UNSPECIFIED","true":"STATE_AVAILABLE"},"optionalNumber":0,"default":"d",\
        "description":"e","veryOdd":"f","uint32Wrapper":1,"uint64Wrapper":"2","int32Wrapper":3,"floatWrapper":0.1,\
        "bytesWrapper":""}
        """

    @Test func `given every field, when it is sent and answered, then it comes back as it was`() async throws {
        try await echo(Self.full) { #expect($0.text == Self.full) }
    }

    @Test func `given nothing, when it is answered, then every field has its default or null`() async throws {
        try await echo("{}") { response in
            #expect(
                response.text == """
                    {"stringValue":"","bytesValue":"","boolValue":false,"int32Value":0,"int64Value":"0","uint32Value":0,\
                    "uint64Value":"0","floatValue":0.0,"doubleValue":0.0,"stateValue":"STATE_UNSPECIFIED",\
                    "timeValue":null,"durationValue":null,"maskValue":null,"objectValue":null,"anyValue":null,\
                    "listValue":null,"stringWrapper":null,"int64Wrapper":null,"boolWrapper":null,"doubleWrapper":null,\
                    "numbers":[],"times":[],"byNumber":{},"byTruth":{},"optionalNumber":null,"default":"",\
                    "description":"","veryOdd":"","uint32Wrapper":null,"uint64Wrapper":null,"int32Wrapper":null,\
                    "floatWrapper":null,"bytesWrapper":null}
                    """)
        }
    }

    @Test(arguments: [
        ("names of the proto file", #"{"string_value":"a","odd_name":"b"}"#, #""stringValue":"a""#),
        ("null", #"{"stringValue":null,"numbers":null}"#, #""stringValue":"""#),
        ("an unknown number of an enum", #"{"stateValue":9}"#, #""stateValue":9"#),
        (
            "numbers that are none", #"{"doubleValue":"-Infinity","floatValue":"NaN"}"#,
            #""floatValue":"NaN","doubleValue":"-Infinity""#
        ),
        ("64 bits as a number", #"{"int64Value":5}"#, #""int64Value":"5""#),
    ])
    func `given other spellings that proto3 allows, when they are sent, then they are read`(
        _: String, json: String, part: String
    ) async throws {
        try await echo(json) { #expect($0.text.contains(part), "\($0.text)") }
    }

    @Test func `given what is written, when swift-protobuf reads it, then it is the same message`() async throws {
        let message = try Cairn_Test_V1_Everything(jsonString: Self.full)
        try await echo(try message.jsonString()) { (response: TestResponse) throws in
            #expect(try Cairn_Test_V1_Everything(jsonString: response.text) == message)
        }
    }

    private func echo(_ json: String, _ check: @escaping @Sendable (TestResponse) throws -> Void) async throws {
        var answers = Library.Mock.Answers()
        answers.echo = { $0 }
        try await TestLibrary.with(Library.Mock(answers)) { library in
            let response = try await library.send(.post, "/v1/echo", json: json)
            #expect(response.status == .ok, "\(response.text)")
            try check(response)
        }
    }
}
