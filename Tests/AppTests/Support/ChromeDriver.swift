import FoundationEssentials
import LocalStack
import TestSupport
import Testing

/// Chromium's WebDriver server, as a process that ends with the test process.
final class ChromeDriver: Sendable {
    /// Where sessions are made.
    let url: String
    private let process: ChildProcess

    private init(url: String, process: ChildProcess) {
        self.url = url
        self.process = process
    }

    /// Whether this machine can run the tests in a browser.
    static let isInstalled: Bool = {
        let folders = ProcessInfo.processInfo.environment["PATH", default: ""].split(separator: ":")
        return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/chromedriver") }
    }()

    /// The one server of this test process.
    static var shared: ChromeDriver {
        get async throws { try await starting.value }
    }

    private static let starting = Task { try await start() }

    private static func start() async throws -> ChromeDriver {
        let lines = LineRecord()
        let process = try await ChildProcess.start(.init("chromedriver", ["--port=0"])) { lines.append($0) }
        let mark = "started successfully on port "
        let port = try await eventually("a port of chromedriver") { () -> Int? in
            lines.all.compactMap { line in
                line.firstRange(of: mark).flatMap { Int(line[$0.upperBound...].prefix { $0.isNumber }) }
            }.first
        }
        return ChromeDriver(url: "http://127.0.0.1:\(port)", process: process)
    }
}
