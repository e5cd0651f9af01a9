import OTLP
import SwiftProtobuf
import Testing

@Suite("JSON writer")
struct JSONWriterTests {
    private func written(_ write: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        write(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test("Given nested values, then commas stand between them and nowhere else")
    func commas() {
        let json = written { writer in
            writer.object { writer in
                writer.key("empty")
                writer.array([] as [Int]) { $0.number($1) }
                writer.key("numbers")
                writer.array([1, -2, .max]) { $0.number($1) }
                writer.key("objects")
                writer.array(["a", "b"]) { writer, text in writer.object { $0.member("text", text) } }
                writer.key("list")
                writer.array(0..<3) { writer, index in
                    switch index {
                    case 0: writer.object { _ in }
                    case 1: writer.null()
                    default: writer.bool(true)
                    }
                }
                writer.member("text", "")
                writer.key("last")
                writer.number(UInt64.max)
            }
        }
        #expect(
            json == #"{"empty":[],"numbers":[1,-2,9223372036854775807],"objects":[{"text":"a"},{"text":"b"}],"#
                + #""list":[{},null,true],"text":"","last":18446744073709551615}"#)
    }

    @Test(
        "Given a string, then it is escaped as RFC 8259 demands",
        arguments: [
            ("plain", #""plain""#), ("", #""""#), (#"say "hi""#, #""say \"hi\"""#), (#"C:\dir"#, #""C:\\dir""#),
            ("a\nb\tc\rd", #""a\nb\tc\rd""#), ("\u{0}\u{1B}", "\"\\u0000\\u001b\""), ("/", #""/""#), ("µ→😀", "\"µ→😀\""),
            ("\u{7F}", "\"\u{7F}\""),
        ])
    func strings(text: String, expected: String) {
        #expect(written { $0.string(text) } == expected)
        #expect(written { writer in writer.object { $0.member(text, text) } } == "{\(expected):\(expected)}")
    }

    @Test(
        "Given a string, then another parser reads the same string",
        arguments: [
            ("plain", "stone"), ("quotes and backslashes", #"a"b\c"#), ("line ends and tabs", "a\nb\r\tc"),
            ("every control character", String(String.UnicodeScalarView((0..<0x20).map { Unicode.Scalar(UInt8($0)) }))),
            ("beyond ASCII", "Grüße, 世界 🪨"), ("line separators of JavaScript", "\u{2028}\u{2029}"),
            ("markup", "</script>&"), ("delete", "\u{7F}"), ("empty", ""),
        ])
    func readBack(_: String, text: String) throws {
        #expect(try Google_Protobuf_Value(jsonString: written { $0.string(text) }) == .init(stringValue: text))
    }

    @Test("Given random strings, then another parser reads the same strings")
    func readBackRandom() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            let scalars = (0..<Int.random(in: 0..<40, using: &generator)).compactMap { _ in
                Unicode.Scalar(UInt32.random(in: 0..<(Bool.random(using: &generator) ? 0x80 : 0x11_0000)))
            }
            let text = String(String.UnicodeScalarView(scalars))
            let read = try Google_Protobuf_Value(jsonString: written { $0.string(text) })
            #expect(read.stringValue.unicodeScalars.elementsEqual(scalars))
        }
    }

    @Test(
        "Given a double, then it is a JSON number, or a string where JSON has none",
        arguments: [
            (0.5, "0.5"), (-2, "-2.0"), (1e300, "1e+300"), (.nan, #""NaN""#), (.infinity, #""Infinity""#),
            (-.infinity, #""-Infinity""#),
        ] as [(Double, String)])
    func doubles(value: Double, expected: String) {
        #expect(written { $0.number(value) } == expected)
    }
}
