import SpanStore
import TestSupport
import Testing

@Suite("Regular expressions")
struct RegularExpressionTests {
    @Test(
        "Given a pattern, then the texts that it describes as a whole match and no others",
        arguments: [
            ("", [""], ["a"]), ("abc", ["abc"], ["ab", "abcd", "xabc", ""]), (".", ["a", "é", "\n"], ["", "ab"]),
            ("a|b|", ["a", "b", ""], ["ab"]), ("a*", ["", "a", "aaaa"], ["b", "ab"]), ("a+", ["a", "aa"], [""]),
            ("a?b", ["b", "ab"], ["aab", "a"]), ("a*?b+?", ["b", "aabb"], ["a"]), ("(ab)+", ["abab"], ["aba"]),
            ("(?:ab|c)*d", ["d", "abcabd"], ["abd c"]), ("[a-c]x", ["ax", "cx"], ["dx"]),
            ("[^a-c]", ["d", "-", "é"], ["a", ""]), ("[]a]", ["]", "a"], ["b"]), ("[a-]", ["a", "-"], ["b"]),
            ("[-a]", ["-"], ["b"]), ("[\\d_]+", ["1_2"], ["a"]), ("\\d+\\.\\d*", ["1.", "12.5"], ["1a5"]),
            ("\\w+", ["aZ_9"], ["a b", "é"]), ("\\W", [" ", "é"], ["a"]), ("\\s\\S\\D", [" ab", "\t.x"], ["abc"]),
            ("\\n\\t\\r", ["\n\t\r"], ["ntr"]), ("\\(\\*\\)", ["(*)"], ["()"]), ("a{3}", ["aaa"], ["aa", "aaaa"]),
            ("a{2,}", ["aa", "aaaaa"], ["a"]), ("a{1,3}", ["a", "aaa"], ["", "aaaa"]), ("a{0}", [""], ["a"]),
            ("a{,2}", ["a{,2}"], ["aa"]), ("a{x}", ["a{x}"], ["a"]), ("^abc$", ["abc"], ["abcd"]),
            ("a^b", [], ["ab", "a^b"]), ("(^a|b)c", ["ac", "bc"], ["c"]), ("a$|b", ["a", "b"], ["ab"]),
            ("日本.*", ["日本", "日本語"], ["日"]), ("(a*)*", ["", "aaa"], ["b"]), ("(a|b)*abb", ["abb", "babb"], ["ab"]),
            ("((a{2}){2}){2}", ["aaaaaaaa"], ["aaaaaaa"]), ("GET /(a|b)/[0-9]+", ["GET /a/42"], ["GET /c/1"]),
        ] as [(String, [String], [String])])
    func table(_ pattern: String, _ matching: [String], _ others: [String]) throws {
        let expression = try RegularExpression(pattern)
        for text in matching { #expect(expression.matches(text), "\(text)") }
        for text in others { #expect(!expression.matches(text), "\(text)") }
    }

    @Test(
        "Given what is no pattern, then the fault and its place are told",
        arguments: [
            ("(", "not closed"), ("(a", "not closed"), (")", "unexpected"), ("a)", "unexpected"), ("*", "repeat"),
            ("a|+", "repeat"), ("(?", "(?:"), ("(?=a)", "(?:"), ("[", "not closed"), ("[a", "not closed"),
            ("[]", "not closed"), ("[b-a]", "reversed"), ("\\", "nothing follows"), ("\\q", "not known"),
            ("\\1", "not known"), ("[\\D]", "opposite"), ("a{2,1}", "repetition"), ("a{101}", "repetition"),
            ("a{1000000000}", ""), ("((a{100}){100}){100}", "too large"),
            (String(repeating: "(", count: 400), ""), (String(repeating: "a", count: 1_001), "1000 bytes"),
            (String(repeating: "(", count: 60) + String(repeating: ")", count: 60), "nest too deep"),
        ])
    func malformed(_ pattern: String, _ message: String) {
        guard pattern != "a{1000000000}" else {
            // So many digits are no number: the brace is a literal.
            #expect((try? RegularExpression(pattern))?.matches(pattern) == true)
            return
        }
        let error = #expect(throws: RegularExpression.Malformed.self) { try RegularExpression(pattern) }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }

    @Test(
        "Given patterns that make backtracking explode, then a long text is decided all the same",
        arguments: [
            "(a*)*b", "(a|aa)+b", "(a|a)*b", "(.*)(.*)(.*)(.*)(.*)b", "(a?){30}a{30}b", "((a+)+)+b", "(a*a*)*b",
            "(.*a){10}b",
        ])
    func pathological(_ pattern: String) throws {
        let expression = try RegularExpression(pattern)
        let text = String(repeating: "a", count: 3_000)
        #expect(!expression.matches(text))
        #expect(!expression.matches(text + "c"))
        #expect(expression.matches(text + "b") == (pattern != "(a?){30}a{30}b"))
    }

    @Test("Given random patterns and texts, then they match as the standard library has it", arguments: UInt64(1)...8)
    func random(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<60 {
            let pattern = Self.pattern(depth: 0, &generator)
            let expression = try RegularExpression(pattern)
            let reference = try Regex(pattern).matchingSemantics(.unicodeScalar).dotMatchesNewlines()
            for _ in 0..<12 {
                let count = Int.random(in: 0...7, using: &generator)
                let text = String((0..<count).map { _ in "abc ".randomElement(using: &generator)! })
                let expected = text.wholeMatch(of: reference) != nil
                #expect(expression.matches(text) == expected, "\(pattern) on '\(text)'")
            }
        }
    }

    private static func pattern(depth: Int, _ generator: inout SeededGenerator) -> String {
        (0..<Int.random(in: 1...3, using: &generator)).map { _ in
            let atom: String
            switch Int.random(in: 0..<(depth < 3 ? 9 : 6), using: &generator) {
            case 0...2: atom = ["a", "b", "c"].randomElement(using: &generator)!
            case 3: atom = "."
            case 4: atom = ["[ab]", "[^a]", "[a-c]", "[^ab ]"].randomElement(using: &generator)!
            case 5: atom = ["\\w", "\\s", "\\S", "\\d"].randomElement(using: &generator)!
            case 6: atom = "(" + pattern(depth: depth + 1, &generator) + ")"
            case 7: atom = "(?:" + pattern(depth: depth + 1, &generator) + ")"
            default:
                atom =
                    "(" + pattern(depth: depth + 1, &generator) + "|" + pattern(depth: depth + 1, &generator) + ")"
            }
            // Without bounds on groups, lest the standard library's backtracking explode.
            let bounded = ["", "", "", "?", "{2}", "{1,2}", "{0,1}"]
            let times = atom.hasPrefix("(") ? bounded : bounded + ["*", "+", "{1,}", "*?"]
            return atom + times.randomElement(using: &generator)!
        }.joined()
    }
}
