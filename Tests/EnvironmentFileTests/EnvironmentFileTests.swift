import EnvironmentFile
import Testing

@Suite struct EnvironmentFileTests {
    struct Case: CustomTestStringConvertible {
        let name: String
        let text: String
        let values: [String: String]
        var testDescription: String { name }
    }

    @Test(arguments: [
        Case(name: "nothing", text: "", values: [:]),
        Case(name: "comments and blank lines", text: "# c\n\n  # d\nA=1", values: ["A": "1"]),
        Case(name: "plain lines", text: "A=1\nB=two words\n", values: ["A": "1", "B": "two words"]),
        Case(name: "any name of a variable", text: "_a1_Z=x", values: ["_a1_Z": "x"]),
        Case(name: "export", text: "export A=1\nexport=2", values: ["A": "1", "export": "2"]),
        Case(name: "spaces around", text: "  A = 1  ", values: ["A": "1"]),
        Case(name: "an empty value", text: "A=", values: ["A": ""]),
        Case(name: "equals signs in a value", text: "A=postgres://a?b=c=", values: ["A": "postgres://a?b=c="]),
        Case(name: "a comment after a value", text: "A=1 # one", values: ["A": "1"]),
        Case(name: "a comment in place of a value", text: "A= # one", values: ["A": ""]),
        Case(name: "a # inside a value", text: "A=p#w", values: ["A": "p#w"]),
        Case(name: "a quote inside a value", text: #"A=it's "so""#, values: ["A": #"it's "so""#]),
        Case(name: "empty quotes", text: "A=\"\"\nB=''", values: ["A": "", "B": ""]),
        Case(name: "spaces in quotes", text: "A=\" x \"", values: ["A": " x "]),
        Case(name: "single quotes", text: #"A='a $b \n # c' # d"#, values: ["A": #"a $b \n # c"#]),
        Case(name: "double quotes", text: #"A="a \"b\"\n\t\\ \$x # c""#, values: ["A": "a \"b\"\n\t\\ $x # c"]),
        Case(name: "Windows line ends", text: "A=1\r\nB=2\r\n", values: ["A": "1", "B": "2"]),
        Case(name: "the last of two", text: "A=1\nA=2", values: ["A": "2"]),
    ])
    func `given the text of a file, when it is read, then its names and values come out`(_ given: Case) throws {
        #expect(try EnvironmentFile(text: given.text, path: ".env").values == given.values)
    }

    struct Mistake: CustomTestStringConvertible {
        let name: String
        let line: String
        let code: EnvironmentFileError.Code
        var testDescription: String { name }
    }

    @Test(arguments: [
        Mistake(name: "no equals sign", line: "hunter2", code: .name),
        Mistake(name: "no name", line: "=hunter2", code: .name),
        Mistake(name: "a digit first", line: "1A=hunter2", code: .name),
        Mistake(name: "a space in the name", line: "A B=hunter2", code: .name),
        Mistake(name: "a letter that is not ASCII", line: "Ä=hunter2", code: .name),
        Mistake(name: "an open single quote", line: "A='hunter2", code: .value),
        Mistake(name: "an open double quote", line: "A=\"hunter2", code: .value),
        Mistake(name: "a lone quote", line: "A=\"", code: .value),
        Mistake(name: "text after a quote", line: "A='hunter2'c", code: .value),
        Mistake(name: "an unknown escape", line: #"A="hunter2\q""#, code: .value),
    ])
    func `given a wrong third line, when the file is read, then the error names file and line and shows no value`(
        _ given: Mistake
    ) {
        let error = #expect(throws: EnvironmentFileError.self) {
            try EnvironmentFile(text: "A=1\n\n\(given.line)\n", path: "dev.env")
        }
        #expect(error?.code == given.code)
        #expect(error?.message.hasPrefix("dev.env:3: expected ") == true)
        #expect(error?.message.contains("hunter2") == false)
    }

    @Test func `given an environment, when a file is put beneath it, then the variables that are set hold`() throws {
        let file = try EnvironmentFile(text: "A=file\nB=file\nC=file", path: ".env")
        #expect(
            file.beneath(["A": "variable", "B": "", "D": ""]) == ["A": "variable", "B": "file", "C": "file", "D": ""])
    }
}
