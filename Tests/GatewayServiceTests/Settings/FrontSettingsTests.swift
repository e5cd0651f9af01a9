import Interceptors
import ServiceKit
import Testing

@testable import GatewayService

struct FrontSettingsTests {
    @Test func `given no settings, when the front is configured, then it is what a gateway on the internet needs`()
        throws
    {
        let front = try FrontConfiguration(settings: Settings(environment: [:]))
        #expect(front == FrontConfiguration())
        #expect(front.incomingContext == .untrusted)
        #expect(front.proxies == .none)
        #expect(!front.cors.isEnabled)
        #expect(front.rateLimits.authentication == RateLimit(20, per: .seconds(60)))
    }

    @Test func `given every setting, when the front is configured, then each has its effect`() throws {
        let front = try FrontConfiguration(
            settings: Settings(environment: [
                "GATEWAY_ORIGINS": "https://api.example.com", "GATEWAY_TRUSTED_PROXIES": "10.0.0.0/8,loopback",
                "GATEWAY_CORS_ORIGINS": "https://app.example.com, http://localhost:5173",
                "GATEWAY_CORS_CREDENTIALS": "true", "GATEWAY_CORS_MAX_AGE": "10m", "GATEWAY_HSTS_MAX_AGE": "1h",
                "GATEWAY_TRACE_CONTEXT": "continue", "GATEWAY_BAGGAGE": "continue", "GATEWAY_AUTH_RATE": "5/1m",
                "GATEWAY_CLIENT_RATE": "100/1s", "GATEWAY_GLOBAL_RATE": "off", "GATEWAY_MAX_REQUESTS": "7",
                "GATEWAY_MAX_CONNECTIONS": "8", "GATEWAY_IDLE_TIMEOUT": "9s", "GATEWAY_HEAD_TIMEOUT": "3s",
                "GATEWAY_MAX_HEAD_SIZE": "2048",
            ]))
        #expect(
            front
                == FrontConfiguration(
                    publicOrigins: [WebOrigin("https://api.example.com")!],
                    cors: CORSConfiguration(
                        origins: .only([WebOrigin("https://app.example.com")!, WebOrigin("http://localhost:5173")!]),
                        allowsCredentials: true, maximumAge: .seconds(600)),
                    proxies: TrustedProxies("10.0.0.0/8,loopback")!, strictTransportAge: .seconds(3600),
                    incomingContext: .trusted,
                    rateLimits: RateLimitConfiguration(
                        authentication: RateLimit(5, per: .seconds(60)), client: RateLimit(100, per: .seconds(1)),
                        global: nil),
                    maximumRequests: 7, maximumConnections: 8, idleTimeout: .seconds(9), headTimeout: .seconds(3),
                    maximumHeadSize: 2048))
    }

    @Test(arguments: [
        ("GATEWAY_ORIGINS", "example.com"), ("GATEWAY_TRUSTED_PROXIES", "10.0.0.0/40"),
        ("GATEWAY_CORS_ORIGINS", "*.example.com"),
        ("GATEWAY_TRACE_CONTEXT", "yes"), ("GATEWAY_BAGGAGE", "link"), ("GATEWAY_AUTH_RATE", "20"),
        ("GATEWAY_MAX_REQUESTS", "0"), ("GATEWAY_MAX_HEAD_SIZE", "1"), ("GATEWAY_CORS_CREDENTIALS", "maybe"),
    ])
    func `given a value that can't be meant, when the front is configured, then the message names the setting`(
        name: String, value: String
    ) {
        let error = #expect(throws: SettingsError.self) {
            try FrontConfiguration(settings: Settings(environment: [name: value]))
        }
        #expect(error?.message.hasPrefix("\(name): '\(value)' is not ") == true)
    }

    @Test func `given every origin, when cookies are allowed to it, then the message says what to do`() {
        let error = #expect(throws: SettingsError.self) {
            try FrontConfiguration(
                settings: Settings(environment: ["GATEWAY_CORS_ORIGINS": "*", "GATEWAY_CORS_CREDENTIALS": "true"]))
        }
        #expect(error?.message.contains("name them in GATEWAY_CORS_ORIGINS") == true)
    }
}
