import SwiftProtobuf
import TestSupport
import Testing

@testable import Transcoding

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
            "a cut text", #"{"title":"a"#,
            "The body is not valid JSON: the text ends inside a string, at line 1, column 12."
        ),
        ("a cut object", #"{"title":"a""#, "The body is not valid JSON: expected ',' or '}', at line 1, column 13."),
        (
            "a trailing comma", "{\"title\":\"a\",\n}",
            "The body is not valid JSON: expected a member's name in double quotes, at line 2, column 1."
        ),
        (
            "no colon", #"{"ü" "a"}"#,
            "The body is not valid JSON: expected ':' after a member's name, at line 1, column 6."
        ),
        (
            "single quotes", "{'title':1}",
            "The body is not valid JSON: expected a member's name in double quotes, at line 1, column 2."
        ),
        ("two objects", "{}{}", "The body is not valid JSON: nothing may follow the value, at line 1, column 3."),
        (
            "a bad escape", #"{"title":"\x"}"#,
            "The body is not valid JSON: unknown escape sequence, at line 1, column 12."
        ),
        ("a bad word", #"{"title":nil}"#, "The body is not valid JSON: expected null, at line 1, column 11."),
    ])
    func `given a body that is no JSON object, when it is explained, then by position`(
        _: String, json: String, expected: String
    ) {
        #expect(explain(Array(json.utf8)) == expected)
    }

    @Test(arguments: [
        ("an unknown field", #"{"title":"a","admin":true}"#, "Unknown field 'admin'."),
        ("an unknown field with a value that is wrong too", #"{"admin":{"title":1}}"#, "Unknown field 'admin'."),
        ("a number", #"{"name":"a","title":12345678}"#, "Field 'title': expected a string."),
        ("an object", #"{"title":{"a":[1,-2.5e+3]}}"#, "Field 'title': expected a string."),
        ("half a surrogate pair", #"{"title":"\ud800"}"#, "Field 'title': expected a string."),
        ("a nested field", #"{"original":{"title":"a","note":1}}"#, "Field 'original.note': expected a string."),
        (
            "a nested unknown field", #"{"original":{"original":{"colour":1}}}"#,
            "Unknown field 'original.original.colour'."
        ),
        ("an unknown field of a known name", #"{"original":{"admin":{"admin":1}}}"#, "Unknown field 'original.admin'."),
        (
            "an element", #"{"authors":[{"fullName":"a"},{"fullName":"b","pseudonyms":["x",{},"y"]},{}]}"#,
            "Field 'authors[1].pseudonyms[1]': expected a string."
        ),
        (
            "a null in a list", #"{"authors":[{"pseudonyms":["x",null]}]}"#,
            "Field 'authors[0].pseudonyms[1]': expected a string."
        ),
        ("the value of a map", #"{"copies":{"a":"1","b":"many"}}"#, "Field 'copies.b': expected a number."),
        ("no list", #"{"authors":{}}"#, "Field 'authors': the value does not fit."),
        ("no enum value", #"{"state":"LOST"}"#, "Field 'state': unknown value."),
        ("no time", #"{"createTime":"now"}"#, "Field 'createTime': expected a time such as 2026-01-31T12:00:00Z."),
        ("no number", #"{"copies":{"a":1.5}}"#, "Field 'copies.a': expected a number."),
        ("two of a choice", #"{"color":"grey","image":{}}"#, "Two fields are given of which only one can be."),
        (
            "two of a nested choice", #"{"original":{"color":"grey","image":{}}}"#,
            "Field 'original': two fields are given of which only one can be."
        ),
    ])
    func `given a field that can't be read, when it is explained, then by its path`(
        _: String, json: String, expected: String
    ) {
        #expect(explain(Array(json.utf8)) == expected)
    }

    @Test func `given bytes that are not UTF-8, when they are explained, then it says so`() {
        let bytes = Array(#"{"title":"a"#.utf8) + [0xFF] + Array("\"}".utf8)
        #expect(explain(bytes) == "The body is not valid UTF-8.")
    }

    @Test func `given a long name, when it is explained, then it is shortened`() {
        let name = String(repeating: "x", count: 10_000)
        #expect(explain(Array("{\"\(name)\":1}".utf8)) == "Unknown field '\(String(repeating: "x", count: 64))…'.")
    }

    @Test func `given deep nesting, when it is explained, then nothing follows to the end`() throws {
        let arrays = Array(#"{"title":"#.utf8) + [UInt8](repeating: UInt8(ascii: "["), count: 500_000)
        #expect(try #require(explain(arrays)).contains("nested too deeply"))
        let depth = 60
        let objects =
            String(repeating: #"{"original":"#, count: depth) + #"{"title":1}"# + String(repeating: "}", count: depth)
        #expect(explain(Array(objects.utf8))?.hasPrefix("Field 'original.original.") == true)
    }

    @Test func `given a large body whose last part is at fault, when it is explained, then by its index`() {
        let names = String(repeating: #""x","#, count: 20_000)
        #expect(
            explain(Array("{\"authors\":[{\"pseudonyms\":[\(names)1]}]}".utf8))
                == "Field 'authors[0].pseudonyms[20000]': expected a string.")
    }

    @Test func `given mutated bodies, when they are refused, then there is an explanation without the value`() {
        let body = Array(#"{"name":"a","title":"correct horse","authors":[{"fullName":"b"}],"copies":{"c":1}}"#.utf8)
        var generator = SeededGenerator(seed: 21)
        for _ in 0..<3000 {
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
            _ = try Cairn_Test_V1_Book(jsonUTF8Bytes: bytes)
            return nil
        } catch {
            return JSONDiagnosis(of: error, in: bytes, as: Cairn_Test_V1_Book.self).description
        }
    }
}
