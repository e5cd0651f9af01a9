import Export
import FoundationEssentials
import TestSupport
import Testing

@Suite("Cursor file")
struct CursorFileTests {
    @Test("there is nothing at first, then the last text that was written")
    func replaced() throws {
        let directory = try TemporaryDirectory()
        let file = CursorFile(path: directory.path + "/cursor")
        #expect(try file.read() == nil)
        try file.write("one")
        try file.write("two")
        #expect(try file.read() == "two")
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["cursor"])
    }

    @Test("what a crash left half written does not count")
    func leftover() throws {
        let directory = try TemporaryDirectory()
        let file = CursorFile(path: directory.path + "/cursor")
        try file.write("whole")
        try CursorFile(path: directory.path + "/cursor.new").write("ha")
        #expect(try file.read() == "whole")
        try file.write("next")
        #expect(try file.read() == "next")
    }

    @Test("an error names the file")
    func error() throws {
        let error = #expect(throws: ExportError.self) { try CursorFile(path: "/nowhere/cursor").write("x") }
        #expect(error?.code == .cursor)
        #expect(error?.message.contains("/nowhere/cursor") == true)
    }
}
