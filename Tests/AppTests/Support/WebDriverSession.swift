import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// A command was not carried out.
struct WebDriverError: Error, CustomStringConvertible {
    /// What the driver says, for example "no such element: …".
    let description: String
}

/// A session of the W3C WebDriver protocol.
struct WebDriverSession: Sendable {
    private let url: String

    /// Starts a browser without a window, and with nothing in it from before.
    static func start(driver: ChromeDriver, arguments: [String]) async throws -> WebDriverSession {
        // Chromium's sandbox does not work for root, nor its shared memory in small containers.
        let usual = [
            "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--lang=en-US",
            "--window-size=1280,900",
        ]
        let capabilities: JSON = [
            "alwaysMatch": [
                "goog:chromeOptions": ["args": .array((usual + arguments).map { .string($0) })],
                "goog:loggingPrefs": ["browser": "ALL", "performance": "ALL"],
            ]
        ]
        let made = try await send(.POST, driver.url + "/session", ["capabilities": capabilities])
        return WebDriverSession(url: "\(driver.url)/session/\(made["sessionId"].string)")
    }

    /// Ends the browser.
    func end() async {
        _ = try? await Self.send(.DELETE, url, nil)
    }

    @discardableResult
    func post(_ path: String, _ body: JSON = [:]) async throws -> JSON {
        try await Self.send(.POST, url + path, body)
    }

    @discardableResult
    func get(_ path: String) async throws -> JSON {
        try await Self.send(.GET, url + path, nil)
    }

    private static func send(_ method: HTTPMethod, _ url: String, _ body: JSON?) async throws -> JSON {
        var request = HTTPClientRequest(url: url)
        request.method = method
        if let body {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(ByteBuffer(string: try body.text()))
        }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
        let text = String(buffer: try await response.body.collect(upTo: 64 << 20))
        let value = try JSON(text: text)["value"]
        guard response.status == .ok else {
            throw WebDriverError(
                description: "\(value["error"].string): \(value["message"].string)")
        }
        return value
    }
}
