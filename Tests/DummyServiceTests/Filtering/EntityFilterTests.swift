import FoundationEssentials
import ServiceKit
import Testing

@testable import DummyService

struct EntityFilterTests {
    typealias Filter = EntityFilter

    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let filter: Filter
        var testDescription: String { text }

        init(_ text: String, _ filter: Filter) {
            self.text = text
            self.filter = filter
        }
    }

    static let noon = Date(microsecondsSince1970: 1_769_860_800_000_000)
    static let (a, b, c) = (
        Filter.text(.name, .equal, "a"), Filter.text(.name, .equal, "b"), Filter.contains(.name, "c")
    )

    @Test(arguments: [
        Case("", .all([])),
        Case(" \t\n", .all([])),
        Case("name = a", a),
        Case("name=a", a),
        Case("name=\"a\"", a),
        Case("name='a'", a),
        Case("(name = a)", a),
        Case("name != a", .text(.name, .unequal, "a")),
        Case("name < a", .text(.name, .less, "a")),
        Case("name <= a", .text(.name, .lessOrEqual, "a")),
        Case("name > a", .text(.name, .greater, "a")),
        Case("name >= a", .text(.name, .greaterOrEqual, "a")),
        Case("name = \"\"", .text(.name, .equal, "")),
        Case("name = \"it's \\\"one\\\" \\\\ two\"", .text(.name, .equal, "it's \"one\" \\ two")),
        Case("name = 'say \"x\"'", .text(.name, .equal, "say \"x\"")),
        Case("name = Größe🗿", .text(.name, .equal, "Größe🗿")),
        Case("name = -1", .text(.name, .equal, "-1")),
        Case("name = AND", .text(.name, .equal, "AND")),
        Case("name:C", c),
        Case("description:\"ÄB\"", .contains(.description, "Äb")),
        Case("description:*", .text(.description, .unequal, "")),
        Case("description:\"*\"", .contains(.description, "*")),
        Case("stone", .any([.contains(.name, "stone"), .contains(.description, "stone")])),
        Case("\"A b\"", .any([.contains(.name, "a b"), .contains(.description, "a b")])),
        Case("create_time > \"2026-01-31T12:00:00Z\"", .time(.createTime, .greater, noon)),
        Case("create_time>2026-01-31T12:00:00Z", .time(.createTime, .greater, noon)),
        Case("update_time <= 2026-01-31T14:00:00+02:00", .time(.updateTime, .lessOrEqual, noon)),
        Case(
            "create_time = 2026-01-31T12:00:00.000001Z",
            .time(.createTime, .equal, Date(microsecondsSince1970: 1_769_860_800_000_001))),
        Case("NOT name = a", .not(a)),
        Case("-name = a", .not(a)),
        Case("-(name = a)", .not(a)),
        Case("NOT (NOT name = a)", .not(.not(a))),
        Case("name = a AND name = b", .all([a, b])),
        Case("name = a name = b", .all([a, b])),
        Case("name = a OR name = b", .any([a, b])),
        Case("name = a AND name = b OR name:c", .all([a, .any([b, c])])),
        Case("name = a OR name = b AND name:c", .all([.any([a, b]), c])),
        Case("(name = a AND name = b) OR name:c", .any([.all([a, b]), c])),
        Case("name = a name = b AND name:c", .all([.all([a, b]), c])),
        Case("NOT name = a OR name = b", .any([.not(a), b])),
        Case("name = a-b", .text(.name, .equal, "a-b")),
    ])
    func `given a filter, when it is read, then it means what AIP-160 says`(_ given: Case) throws {
        #expect(try EntityFilter(given.text) == given.filter)
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        let text: String
        let character: Int
        let reason: String
        var testDescription: String { text }

        init(_ text: String, at character: Int, _ reason: String) {
            self.text = text
            self.character = character
            self.reason = reason
        }
    }

    @Test(arguments: [
        Mistake("colour = red", at: 1, "the fields are name, description, create_time, update_time"),
        Mistake("name.first = a", at: 1, "the fields are"),
        Mistake("name = a OR colour:red", at: 13, "the fields are"),
        Mistake("größe 🗿 colour:red", at: 9, "the fields are"),
        Mistake("name =", at: 7, "a value must stand here"),
        Mistake("name = (a)", at: 8, "a value must stand here"),
        Mistake("name = = a", at: 8, "a value must stand here"),
        Mistake("= a", at: 1, "a field, a text or a parenthesis"),
        Mistake("name = a AND", at: 13, "a term is missing"),
        Mistake("name = a OR", at: 12, "a term is missing"),
        Mistake("NOT", at: 4, "a term is missing"),
        Mistake("NOT NOT name = a", at: 5, "AND, OR and NOT"),
        Mistake("AND name = a", at: 1, "AND, OR and NOT"),
        Mistake("name = a and name = b", at: 10, "AND, OR and NOT"),
        Mistake("name = a or name = b", at: 10, "AND, OR and NOT"),
        Mistake("(name = a", at: 1, "the parenthesis is not closed"),
        Mistake("name = a)", at: 9, "this parenthesis closes nothing"),
        Mistake("()", at: 2, "a field, a text or a parenthesis"),
        Mistake("name = \"a", at: 8, "the quote is not closed"),
        Mistake("name = \"a\\", at: 8, "the quote is not closed"),
        Mistake("name = \"a\0\"", at: 10, "U+0000"),
        Mistake("name = a\0", at: 9, "must be in quotes"),
        Mistake("\"name\" = a", at: 1, "a field must not be in quotes"),
        Mistake("name ! a", at: 6, "must be in quotes"),
        Mistake("a, b", at: 2, "must be in quotes"),
        Mistake("create_time:2026", at: 12, "a time can be compared"),
        Mistake("create_time > yesterday", at: 15, "a time looks like"),
        Mistake("create_time > 2026-01-31", at: 15, "a time looks like"),
        Mistake("create_time > 2026-02-31T12:00:00Z", at: 15, "a time looks like"),
        Mistake("create_time > 2026-01-31T12:00:00", at: 15, "a time looks like"),
        Mistake("create_time > 2026-01-31T12:00:00.0000001Z", at: 15, "a time looks like"),
        Mistake("create_time > 0000-01-31T12:00:00Z", at: 15, "a time looks like"),
        Mistake("create_time > \"\\\"\"", at: 15, "a time looks like"),
    ])
    func `given a mistake, when a filter is read, then the error says where and what`(_ mistake: Mistake) {
        let error = #expect(throws: InvalidArgument.self) { try EntityFilter(mistake.text) }
        #expect(error?.field == "filter")
        #expect(
            error?.reason.hasPrefix("at character \(mistake.character): ") == true, "\(String(describing: error))")
        #expect(error?.reason.contains(mistake.reason) == true, "\(String(describing: error))")
    }

    @Test func `given as much as is allowed, when a filter is read, then it is read, and one more is refused`() throws {
        func comparisons(_ count: Int) -> String { Array(repeating: "name:a", count: count).joined(separator: " OR ") }
        func nested(_ depth: Int) -> String {
            String(repeating: "(", count: depth) + "a" + String(repeating: ")", count: depth)
        }
        func long(_ length: Int) -> String { "name:" + String(repeating: "a", count: length - 5) }
        for (text, more) in [
            (comparisons(50), comparisons(51)), (nested(16), nested(17)), (long(2000), long(2001)),
        ] {
            _ = try EntityFilter(text)
            #expect(throws: InvalidArgument.self) { try EntityFilter(more) }
        }
        #expect(throws: InvalidArgument.self) { try EntityFilter(String(repeating: "-", count: 2000)) }
    }
}
