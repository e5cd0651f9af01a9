import AuthAPI
import DummyAPI
import SwiftProtobuf
import Testing

@testable import GatewayService

struct JSONDiagnosisTests {
    @Test(arguments: [
        ("nothing", "", "The body is empty; a JSON object is expected."),
        (
            "only spaces", "  ",
            "The body is not valid JSON: the text ends where a value is expected, at line 1, column 3."
        ),
        ("an array", "[]", "The body must be a JSON object."), ("null", "null", "The body must be a JSON object."),
        ("a text", "\"a\"", "The body must be a JSON object."),
        (
            "a cut text", #"{"email":"a"#,
            "The body is not valid JSON: the text ends inside a string, at line 1, column 12."
        ),
        ("a cut object", #"{"email":"a""#, "The body is not valid JSON: expected ',' or '}', at line 1, column 13."),
        (
            "a trailing comma", "{\"email\":\"a\",\n}",
            "The body is not valid JSON: expected a member's name in double quotes, at line 2, column 1."
        ),
        (
            "no colon", #"{"ü" "a"}"#,
            "The body is not valid JSON: expected ':' after a member's name, at line 1, column 6."
        ),
        (
            "single quotes", "{'email':1}",
            "The body is not valid JSON: expected a member's name in double quotes, at line 1, column 2."
        ),
        ("two objects", "{}{}", "The body is not valid JSON: nothing may follow the value, at line 1, column 3."),
        (
            "a bad escape", #"{"email":"\x"}"#,
            "The body is not valid JSON: unknown escape sequence, at line 1, column 12."
        ),
        ("a bad word", #"{"email":nil}"#, "The body is not valid JSON: expected null, at line 1, column 11."),
        ("an unknown field", #"{"email":"a","admin":true}"#, "Unknown field 'admin'."),
        ("a number", #"{"email":"a","password":12345678}"#, "Field 'password': expected a string."),
        ("an object", #"{"email":{"a":[1,-2.5e+3]}}"#, "Field 'email': expected a string."),
        ("half a surrogate pair", #"{"email":"\ud800"}"#, "Field 'email': expected a string."),
    ])
    func `given a body that can't be read, when it is explained, then by field or position`(
        _: String, json: String, expected: String
    ) {
        #expect(explain(Array(json.utf8)) == expected)
    }

    @Test func `given bytes that are not UTF-8, when they are explained, then it says so`() {
        let bytes = Array(#"{"email":"a"#.utf8) + [0xFF] + Array("\"}".utf8)
        #expect(explain(bytes) == "The body is not valid UTF-8.")
    }

    @Test func `given a long name, when it is explained, then it is shortened`() {
        let name = String(repeating: "x", count: 10_000)
        #expect(explain(Array("{\"\(name)\":1}".utf8)) == "Unknown field '\(String(repeating: "x", count: 64))…'.")
    }

    @Test func `given deep nesting, when it is explained, then the scanner refuses to follow`() throws {
        let bytes = Array(#"{"email":"#.utf8) + [UInt8](repeating: UInt8(ascii: "["), count: 500_000)
        let text = try #require(explain(bytes))
        #expect(text.contains("nested too deeply"))
    }

    @Test func `given mutated bodies, when they are refused, then there is an explanation without the password`() {
        let body = Array(#"{"email":"ada@example.com","password":"correct horse","name":"Ada"}"#.utf8)
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            var bytes = body
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[index] = UInt8.random(in: .min ... .max, using: &generator)
                case 1: bytes.remove(at: index)
                default: bytes.insert(#"{}[]",:\0"#.utf8.randomElement(using: &generator) ?? 0, at: index)
                }
            }
            guard let text = explain(bytes) else { continue }
            #expect(!text.isEmpty)
            #expect(!text.contains("correct horse"))
        }
    }

    private func explain(_ bytes: [UInt8]) -> String? {
        do {
            _ = try Cairn_Auth_V1_RegisterRequest(jsonUTF8Bytes: bytes)
            return nil
        } catch {
            return JSONDiagnosis(of: error, in: bytes, as: Cairn_Auth_V1_RegisterRequest.self).description
        }
    }
}
