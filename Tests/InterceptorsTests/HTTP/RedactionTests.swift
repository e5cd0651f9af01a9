import Testing

@testable import Interceptors

@Suite struct RedactionTests {
    struct Case: CustomTestStringConvertible {
        let given: String
        let then: String
        var testDescription: String { given }
    }

    @Test(arguments: [
        Case(given: "page_size=10&page_token=abc", then: "page_size=10&page_token=abc"),
        Case(given: "code=abc&state=def&scope=email", then: "code=REDACTED&state=REDACTED&scope=email"),
        Case(given: "Token=abc", then: "Token=REDACTED"),
        Case(given: "password=a=b&x=1", then: "password=REDACTED&x=1"),
        Case(given: "c%6fde=abc", then: "c%6fde=REDACTED"),
        Case(given: "broken%zz=abc", then: "broken%zz=REDACTED"),
        Case(given: "flag", then: "flag"), Case(given: "a=1&flag", then: "a=1&flag"),
        Case(given: "", then: ""), Case(given: "&&a=1", then: "&&a=1"),
        Case(given: "X-Amz-Signature=abc&sig=x&key=y", then: "X-Amz-Signature=REDACTED&sig=REDACTED&key=REDACTED"),
    ])
    func `values of secret parameters are left out of a query`(_ given: Case) {
        #expect(Redaction.query(given.given[...]) == given.then)
    }

    @Test(arguments: [
        Case(given: "http://h:1/p?x=1", then: "http://h:1/p?x=1"),
        Case(given: "https://me:pw@h/p", then: "https://REDACTED:REDACTED@h/p"),
        Case(given: "https://me:p@w@h/p", then: "https://REDACTED:REDACTED@h/p"),
        Case(given: "https://h/p?token=t#access_token=u", then: "https://h/p?token=REDACTED"),
        Case(given: "https://h/users/a@b.c", then: "https://h/users/a@b.c"),
    ])
    func `user, password, secret parameters and fragment are left out of a URL`(_ given: Case) {
        #expect(Redaction.url(given.given) == given.then)
    }
}
