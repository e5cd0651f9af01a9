import Testing

@testable import GatewayService

struct ReturnAddressTests {
    @Test(
        arguments: [
            (nil, "/?error=a%20b&provider=x"), ("", "/?error=a%20b&provider=x"), ("/", "/?error=a%20b&provider=x"),
            ("/entities?page=2", "/entities?page=2&error=a%20b&provider=x"),
            ("/#/sessions", "/?error=a%20b&provider=x#/sessions"),
            ("/?a=b#/c?d=e#f", "/?a=b&error=a%20b&provider=x#/c?d=e#f"),
            ("/#/c?d", "/?error=a%20b&provider=x#/c?d"),
            ("https://app.example.com", "https://app.example.com?error=a%20b&provider=x"),
            ("https://app.example.com/a#b", "https://app.example.com/a?error=a%20b&provider=x#b"),
        ] as [(String?, String)])
    func `given a place, when something went wrong, then that is in its query, before the fragment`(
        place: String?, address: String
    ) {
        #expect(ReturnAddress(place).adding([("error", "a b"), ("provider", "x")]) == address)
    }
}
