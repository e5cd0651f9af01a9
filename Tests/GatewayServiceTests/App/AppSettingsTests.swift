import FoundationEssentials
import ServiceKit
import TestSupport
import Testing

@testable import GatewayService

struct AppSettingsTests {
    private static func configuration(_ environment: [String: String]) throws -> AppConfiguration {
        try AppConfiguration(settings: Settings(environment: environment))
    }

    private static func folder(_ files: [String]) throws -> TemporaryDirectory {
        let folder = try TemporaryDirectory()
        for file in files { try "x".write(toFile: "\(folder.path)/\(file)", atomically: false, encoding: .utf8) }
        return folder
    }

    @Test(arguments: [[:], ["GATEWAY_APP_DIRECTORY": "none"], ["GATEWAY_APP_DIRECTORY": ""]])
    func `given no folder, when the settings are read, then there is no app`(environment: [String: String]) throws {
        #expect(try Self.configuration(environment).files.isEmpty)
    }

    @Test func `given a folder with a page, when the settings are read, then its files and the collector's are known`()
        throws
    {
        let folder = try Self.folder(["index.html", "main.js"])
        let app = try Self.configuration(["GATEWAY_APP_DIRECTORY": folder.path])
        #expect(app.files.map(\.route).sorted() == ["/", "/app/main.js"])
        #expect(app.traces?.template == "http://localhost:9318/api/traces/{id}")
    }

    @Test func `given no place for traces, when the settings are read, then there is none`() throws {
        let folder = try Self.folder(["index.html"])
        let app = try Self.configuration(["GATEWAY_APP_DIRECTORY": folder.path, "GATEWAY_TRACES_URL": "none"])
        #expect(app.traces == nil)
    }

    @Test(arguments: [
        "javascript:alert('{id}')", "data:text/html,{id}", "http://localhost/", "localhost/{id}", "//x/{id}",
        "https://a b/{id}", "https://a/{id}\n",
    ])
    func `given a place for traces that is no web address with an id, when it is read, then it is refused`(
        url: String
    ) throws {
        let error = #expect(throws: SettingsError.self) { try Self.configuration(["GATEWAY_TRACES_URL": url]) }
        #expect(error?.message.hasPrefix("GATEWAY_TRACES_URL: ") == true)
    }

    @Test func `given a folder that is not there, when the settings are read, then the error names it`() throws {
        let error = #expect(throws: SettingsError.self) {
            try Self.configuration(["GATEWAY_APP_DIRECTORY": "/nowhere/app"])
        }
        #expect(error?.message == "GATEWAY_APP_DIRECTORY: the folder '/nowhere/app' can't be read")
    }

    @Test func `given a folder without a page, when the settings are read, then the error says so`() throws {
        let folder = try Self.folder(["main.js"])
        let error = #expect(throws: SettingsError.self) {
            try Self.configuration(["GATEWAY_APP_DIRECTORY": folder.path])
        }
        #expect(error?.message == "GATEWAY_APP_DIRECTORY: there is no index.html in '\(folder.path)'")
    }

    @Test func `given a folder of a thousand files, when the settings are read, then it is no app`() throws {
        let folder = try Self.folder(["index.html"] + (0..<1000).map { "file\($0).js" })
        let error = #expect(throws: SettingsError.self) {
            try Self.configuration(["GATEWAY_APP_DIRECTORY": folder.path])
        }
        #expect(error?.message.contains("more than 1000 files") == true)
    }
}
