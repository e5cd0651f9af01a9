import HTTPTypes
import Testing

@testable import GatewayService

struct SessionCookieTests {
    @Test(arguments: [
        (true, 60 as Int64?, "__Host-session=a.b; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=60"),
        (true, nil, "__Host-session=a.b; Path=/; HttpOnly; SameSite=Lax; Secure"),
        (true, -5, "__Host-session=a.b; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0"),
        (false, 60, "session=a.b; Path=/; HttpOnly; SameSite=Lax; Max-Age=60"),
    ])
    func `given a token and an age, when the cookie is set, then its flags are right`(
        isSecure: Bool, age: Int64?, field: String
    ) {
        #expect(SessionCookie(isSecure: isSecure).set("a.b", maximumAge: age) == field)
    }

    @Test(
        arguments: [
            ("none", [] as [String], nil), ("the only one", ["__Host-session=a.b"], "a.b"),
            ("the second field", ["x=y", "__Host-session=a.b"], "a.b"),
            ("no spaces", ["x=y;__Host-session=a.b;z=1"], "a.b"),
            ("a name that goes on", ["__Host-session2=c; __Host-session=a.b"], "a.b"),
            ("a name without a value", ["__Host-session"], nil),
            ("an equals sign in the value", ["__Host-session=a=b"], "a=b"),
            ("another case", ["__host-session=a.b"], nil),
            ("two of the name", ["__Host-session=a.b; __Host-session=c.d"], "a.b"),
        ] as [(String, [String], String?)])
    func `given cookie fields, when the session is looked for, then it is found by its exact name`(
        _: String, fields: [String], value: String?
    ) {
        var headers = HTTPFields()
        for field in fields { headers.append(HTTPField(name: .cookie, value: field)) }
        #expect(SessionCookie(isSecure: true).value(in: headers).map(String.init) == value)
    }
}
