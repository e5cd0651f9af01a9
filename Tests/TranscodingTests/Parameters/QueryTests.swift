import FoundationEssentials
import HTTPTypes
import HummingbirdTesting
import SwiftProtobuf
import Testing

@testable import Transcoding

/// What a parameter does to a message.
struct Change<Changed: Sendable>: Sendable {
    let apply: @Sendable (inout Changed) -> Void

    init(_ apply: @escaping @Sendable (inout Changed) -> Void) {
        self.apply = apply
    }
}

/// Fields that are given by the query or the path.
struct QueryTests {
    private typealias Request = Cairn_Test_V1_ListBooksRequest
    private typealias Everything = Cairn_Test_V1_Everything

    private static func mock() -> Library.Mock {
        var answers = Library.Mock.Answers()
        answers.listBooks = { _ in .init() }
        answers.echo = { $0 }
        answers.getBook = { _ in .init() }
        return Library.Mock(answers)
    }

    @Test(
        arguments: [
            ("nothing", "", Change { _ in }), ("an empty query", "?", Change { _ in }),
            ("only separators", "?&&", Change { _ in }),
            ("a number", "?page_size=7", Change { $0.pageSize = 7 }),
            ("in JSON's spelling", "?pageSize=-7", Change { $0.pageSize = -7 }),
            ("a text", "?page_token=a%2Fb%3D", Change { $0.pageToken = "a/b=" }),
            ("a plus sign", "?page_token=a+b%2Bc", Change { $0.pageToken = "a b+c" }),
            ("an equals sign", "?page_token=a=b", Change { $0.pageToken = "a=b" }),
            ("no value", "?page_token", Change { $0.pageToken = "" }),
            ("several", "?order_by=a&order_by=b,c", Change { $0.orderBy = ["a", "b,c"] }),
            ("false", "?show_deleted=false", Change { $0.showDeleted = false }),
            (
                "enums by name and number", "?filter.states=STATE_LENT&filter.states=1",
                Change { $0.filter.states = [.lent, .available] }
            ),
            ("a wrapper", "?filter.title_part=", Change { $0.filter.titlePart = "" }),
            ("a nested message", "?filter.writtenBy.fullName=Ada", Change { $0.filter.writtenBy.fullName = "Ada" }),
            (
                "a message in itself", "?filter.except.except.written_by.pseudonyms=A",
                Change { $0.filter.except.except.writtenBy.pseudonyms = ["A"] }
            ),
            (
                "a time", "?filter.created_after=1970-01-01T00:00:01.5Z",
                Change { $0.filter.createdAfter = .init(seconds: 1, nanos: 500_000_000) }
            ),
            (
                "a mask", "?read_mask=createTime,authors.full_name",
                Change { $0.readMask.paths = ["create_time", "authors.full_name"] }
            ),
        ] as [(String, String, Change<Cairn_Test_V1_ListBooksRequest>)])
    func `given a query, when a list is asked, then the fields have its values`(
        _: String, query: String, expected: Change<Cairn_Test_V1_ListBooksRequest>
    ) async throws {
        let mock = Self.mock()
        try await TestLibrary.with(mock) { (library: TestLibrary) async throws in
            let response = try await library.send(.get, "/v1/shelves/s/books\(query)")
            #expect(response.status == .ok, "\(response.text)")
        }
        var request = Request.with { $0.shelf = "s" }
        expected.apply(&request)
        #expect(mock.requests.listBooks == [request])
    }

    @Test(arguments: [
        ("an unknown one", "colour=grey", "Unknown parameter 'colour'."),
        ("an unknown nested one", "filter.colour=grey", "Unknown parameter 'filter.colour'."),
        ("a message", "filter=x", "Unknown parameter 'filter'."),
        ("a map", "labels.a=x", "Unknown parameter 'labels.a'."),
        ("below a scalar", "page_size.x=1", "Unknown parameter 'page_size.x'."),
        ("no name", "=1", "Unknown parameter ''."),
        ("an empty name within", "filter..states=1", "Unknown parameter 'filter..states'."),
        ("the path's", "shelf=2", "Parameter 'shelf': it is given by the path; leave it out of the query."),
        ("no number", "page_size=many", "Parameter 'page_size': expected a whole number."),
        ("an empty number", "page_size=", "Parameter 'page_size': expected a whole number."),
        ("a fraction", "page_size=1.5", "Parameter 'page_size': expected a whole number."),
        ("a large number", "pageSize=99999999999", "Parameter 'pageSize': expected a whole number."),
        ("twice", "page_size=1&page_size=1", "Parameter 'page_size': it can be given only once."),
        ("no truth", "show_deleted=1", "Parameter 'show_deleted': expected true or false."),
        (
            "no state", "filter.states=LOST",
            "Parameter 'filter.states': expected one of STATE_UNSPECIFIED, STATE_AVAILABLE, STATE_LENT."
        ),
        (
            "an unknown number", "filter.states=9",
            "Parameter 'filter.states': expected one of STATE_UNSPECIFIED, STATE_AVAILABLE, STATE_LENT."
        ),
        (
            "no time", "filter.created_after=now",
            "Parameter 'filter.created_after': expected a time such as 2026-01-31T12:00:00Z."
        ),
        ("no mask", "read_mask=a,,b", "Parameter 'read_mask': expected names of fields with commas between them."),
        (
            "no mask either", "read_mask=a..b",
            "Parameter 'read_mask': expected names of fields with commas between them."
        ),
        ("a bad escape", "page_token=%zz", "Parameter 'page_token': its escapes are malformed."),
        ("no UTF-8", "page_token=%ff", "Parameter 'page_token': its escapes are malformed."),
        ("a bad escape in a name", "%zz=1", "The query is not valid."),
    ])
    func `given a parameter that can't be, when a list is asked, then 400 names it`(
        _: String, query: String, detail: String
    ) async throws {
        let mock = Self.mock()
        try await TestLibrary.with(mock) { (library: TestLibrary) async throws in
            let response = try await library.send(.get, "/v1/shelves/s/books?\(query)")
            #expect(response.status == .badRequest)
            #expect(response.detail == detail)
        }
        #expect(mock.requests.listBooks.isEmpty)
    }

    @Test func `given far too many parameters, or a path far too deep, when a list is asked, then 400`() async throws {
        try await TestLibrary.with(Self.mock()) { (library: TestLibrary) async throws in
            let many = String(repeating: "order_by=a&", count: 300)
            #expect(try await library.send(.get, "/v1/shelves/s/books?\(many)").status == .badRequest)
            let deep = "filter." + String(repeating: "except.", count: 1000) + "states=1"
            #expect(try await library.send(.get, "/v1/shelves/s/books?\(deep)").status == .badRequest)
        }
    }

    @Test(
        arguments: [
            ("string_value=%C3%BC", Change { $0.stringValue = "ü" }),
            ("bytes_value=-_8", Change { $0.bytesValue = Data([0xfb, 0xff]) }),
            ("bytes_value=%2B/8%3D", Change { $0.bytesValue = Data([0xfb, 0xff]) }),
            ("bool_value=true", Change { $0.boolValue = true }),
            ("int64_value=-9223372036854775808", Change { $0.int64Value = .min }),
            ("uint32_value=4294967295", Change { $0.uint32Value = .max }),
            ("uint64_value=18446744073709551615", Change { $0.uint64Value = .max }),
            ("float_value=0.1", Change { $0.floatValue = 0.1 }),
            ("double_value=-2.5e-3", Change { $0.doubleValue = -2.5e-3 }),
            ("double_value=Infinity", Change { $0.doubleValue = .infinity }),
            ("state_value=STATE_LENT", Change { $0.stateValue = .lent }),
            ("duration_value=1.5s", Change { $0.durationValue = .init(seconds: 1, nanos: 500_000_000) }),
            ("string_wrapper=a", Change { $0.stringWrapper = "a" }),
            ("int64_wrapper=0", Change { $0.int64Wrapper = 0 }),
            ("bool_wrapper=false", Change { $0.boolWrapper = false }),
            ("double_wrapper=1", Change { $0.doubleWrapper = 1.0 }),
            ("numbers=1&numbers=-2", Change { $0.numbers = [1, -2] }),
            ("optional_number=0", Change { $0.optionalNumber = 0 }),
            ("default=a", Change { $0.default = "a" }), ("description=b", Change { $0.description_p = "b" }),
            ("veryOdd=c", Change { $0.oddName = "c" }), ("odd_name=c", Change { $0.oddName = "c" }),
            ("uint32_wrapper=1", Change { $0.uint32Wrapper = 1 }),
            ("uint64_wrapper=1", Change { $0.uint64Wrapper = 1 }),
            ("int32_wrapper=-1", Change { $0.int32Wrapper = -1 }),
            ("float_wrapper=1.5", Change { $0.floatWrapper = 1.5 }),
            ("bytes_wrapper=", Change { $0.bytesWrapper = .init(Data()) }),
            (
                "times=1970-01-01T00:00:01Z&times=1970-01-01T00:00:02Z",
                Change { $0.times = [.init(seconds: 1), .init(seconds: 2)] }
            ),
        ] as [(String, Change<Cairn_Test_V1_Everything>)])
    func `given a parameter of any type, when it is read, then the field has its value`(
        query: String, expected: Change<Cairn_Test_V1_Everything>
    ) async throws {
        let mock = Self.mock()
        try await TestLibrary.with(mock) { (library: TestLibrary) async throws in
            let response = try await library.send(.get, "/v1/echo?\(query)")
            #expect(response.status == .ok, "\(response.text)")
        }
        var message = Everything()
        expected.apply(&message)
        #expect(mock.requests.echo == [message])
    }

    @Test(arguments: [
        "bytes_value=*", "bool_value=TRUE", "int64_value=9223372036854775808", "uint32_value=-1", "uint64_value=1e3",
        "float_value=0x10", "double_value=inf", "double_value=", "duration_value=1", "duration_value=1.5s%22",
        "int64_wrapper=x",
        "object_value=a", "any_value=1", "list_value=a", "by_number.1=a", "bytes_wrapper=%3D",
    ])
    func `given a text that is no value of the type, when it is read, then 400`(query: String) async throws {
        try await TestLibrary.with(Self.mock()) { (library: TestLibrary) async throws in
            let response = try await library.send(.get, "/v1/echo?\(query)")
            #expect(response.status == .badRequest, "\(response.text)")
        }
    }

    @Test(arguments: [
        ("/v1/echo/5/STATE_LENT/1970-01-01T00:00:01Z", nil),
        ("/v1/echo/x/STATE_LENT/1970-01-01T00:00:01Z", "Parameter 'int64Value': expected a whole number."),
        ("/v1/echo/5/STATE_LENT/now", "Parameter 'timeValue': expected a time such as 2026-01-31T12:00:00Z."),
        ("/v1/echo/5/STATE_LENT/%zz", "The path is not valid."),
        (
            "/v1/echo/5/1/1970-01-01T00:00:01Z?time_value=1970-01-01T00:00:01Z",
            "Parameter 'time_value': it is given by the path; leave it out of the query."
        ),
        (
            "/v1/echo/5/1/1970-01-01T00:00:01Z?int64Value=5",
            "Parameter 'int64Value': it is given by the path; leave it out of the query."
        ),
    ])
    func `given values of other types in the path, when it is asked, then they are read or refused`(
        path: String, detail: String?
    ) async throws {
        let mock = Self.mock()
        try await TestLibrary.with(mock) { (library: TestLibrary) async throws in
            let response = try await library.send(.get, path)
            #expect(response.status == (detail == nil ? .ok : .badRequest))
            #expect(response.detail == detail)
        }
        let expected = Everything.with {
            $0.int64Value = 5
            $0.stateValue = .lent
            $0.timeValue = .init(seconds: 1)
        }
        #expect(mock.requests.echo == (detail == nil ? [expected] : []))
    }

    @Test(arguments: [
        ("POST with a whole body", HTTPRequest.Method.post, "/v1/echo?bool_value=true"),
        ("nothing left", .get, "/v1/books/1?a=1"),
    ])
    func `given a route without query parameters, when there are some, then 400 names the first`(
        _: String, method: HTTPRequest.Method, path: String
    ) async throws {
        try await TestLibrary.with(Self.mock()) { (library: TestLibrary) async throws in
            let response = try await library.send(method, path, json: method == .post ? "{}" : nil)
            #expect(response.status == .badRequest)
            #expect(response.detail?.hasPrefix("Unknown parameter '") == true)
        }
    }
}
