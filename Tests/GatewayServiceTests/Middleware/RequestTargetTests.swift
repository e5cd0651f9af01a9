import Testing

@testable import GatewayService

struct RequestTargetTests {
    @Test(arguments: [
        "/", "/entities", "/entities/", "/entities/1?page_size=2&filter=name%3D%22a%22", "/a.b/..c/...", "/a%2Fb",
        "/entities/1:undelete", "/caf%C3%A9", "/?a=//..//", "/?redirect=https://example.com/a/../b", "/~user/;v=1",
        "/?a={b}|c",
    ])
    func `given a usual target, when it is checked, then it is sane`(target: String) {
        #expect(RequestTarget.isSane(target.utf8))
    }

    @Test(arguments: [
        "//", "//entities", "/entities//1", "/entities/../auth", "/entities/..", "/./entities", "/.", "/%2e%2e/auth",
        "/%2E./auth", "/.%2e", "/a%00b", "/a%0d%0aX:%20y", "/a%7f", "/a%", "/a%2", "/a%zz", "/a b", "/a\tb", "/a\\b",
        "/a#b", "/a\"b", "/<script>", "/café", "/a?b%0a", "/a?b c",
    ])
    func `given a target that two programs could read differently, when it is checked, then it is not sane`(
        target: String
    ) {
        #expect(!RequestTarget.isSane(target.utf8))
    }
}
