import Testing

@testable import GatewayService

struct RateLimitTests {
    @Test(arguments: [
        ("20/1m", RateLimit(20, per: .seconds(60))), ("1/1s", RateLimit(1, per: .seconds(1))),
        ("1000000/24h", RateLimit(1_000_000, per: .seconds(86400))), ("5/90s", RateLimit(5, per: .seconds(90))),
    ])
    func `given a rate, when it is read, then it is`(text: String, limit: RateLimit) {
        #expect(RateLimit(text) == limit)
    }

    @Test(arguments: [
        "", "20", "20/", "/1m", "0/1m", "-1/1m", "20/0s", "20/1", "20/m", "20/1m/1m", "20 / 1m", "20/1d", "1e9/1s",
    ])
    func `given a text that is no rate, when it is read, then nothing comes of it`(text: String) {
        #expect(RateLimit(text) == nil)
    }
}
