import EnvironmentFile
import Logging
import ServiceKit
import Testing

@Suite struct SettingsTests {
    static let address = Setting<NetworkAddress>.address(
        "DUMMY_ADDR", "Where dummy listens", default: NetworkAddress(host: "127.0.0.1", port: 50052))

    struct Source: CustomTestStringConvertible {
        let name: String
        var flag: String?
        var variable: String?
        var file: String?
        let port: Int
        var testDescription: String { name }
    }

    @Test(arguments: [
        Source(name: "nothing given", port: 50052),
        Source(name: "file", file: "h:3", port: 3),
        Source(name: "environment before file", variable: "h:2", file: "h:3", port: 2),
        Source(name: "flag before environment and file", flag: "h:1", variable: "h:2", file: "h:3", port: 1),
        Source(name: "an empty variable counts as none", variable: "", port: 50052),
        Source(name: "an empty variable leaves the file's value", variable: "", file: "h:3", port: 3),
    ])
    func `the first source with a value decides`(_ given: Source) throws {
        let settings = Settings(
            flags: ["DUMMY_ADDR": given.flag], environment: given.variable.map { ["DUMMY_ADDR": $0] } ?? [:],
            file: try given.file.map { try EnvironmentFile(text: "DUMMY_ADDR=\($0)", path: ".env") })
        #expect(try settings.value(of: Self.address).port == given.port)
    }

    @Test func `the environment for others contains the file's values beneath the variables`() throws {
        let file = try EnvironmentFile(text: "OTEL_A=file\nOTEL_B=file", path: ".env")
        let settings = Settings(environment: ["OTEL_A": "variable"], file: file)
        #expect(settings.environment == ["OTEL_A": "variable", "OTEL_B": "file"])
    }

    @Test func `a wrong value is named with what is expected`() {
        let settings = Settings(environment: ["DUMMY_ADDR": "50052"])
        let error = #expect(throws: SettingsError.self) { try settings.value(of: Self.address) }
        #expect(error?.code == .invalid)
        #expect(error?.message == "DUMMY_ADDR: '50052' is not an address such as 127.0.0.1:50051")
    }

    @Test func `a wrong secret is not shown`() {
        let settings = Settings(environment: ["DATABASE_URL": "mysql://me:hunter2@db"])
        let error = #expect(throws: SettingsError.self) { try settings.value(of: .databaseURL) }
        #expect(error?.code == .invalid)
        #expect(error?.message.contains("hunter2") == false)
    }

    @Test func `a missing value is named with its flag`() {
        let error = #expect(throws: SettingsError.self) {
            try Settings(environment: [:]).value(of: .databaseURL)
        }
        #expect(error?.code == .missing)
        #expect(error?.message.contains("--database-url") == true)
    }

    struct DurationCase: CustomTestStringConvertible {
        let text: String
        let duration: Duration?
        var testDescription: String { text }
    }

    @Test(arguments: [
        DurationCase(text: "500ms", duration: .milliseconds(500)), DurationCase(text: "30s", duration: .seconds(30)),
        DurationCase(text: "15m", duration: .seconds(900)), DurationCase(text: "24h", duration: .seconds(86400)),
        DurationCase(text: "30", duration: nil), DurationCase(text: "s", duration: nil),
        DurationCase(text: "-1s", duration: nil), DurationCase(text: "1.5s", duration: nil),
        DurationCase(text: "99999999999999999999s", duration: nil),
    ])
    func `durations need a unit`(_ given: DurationCase) {
        let settings = Settings(environment: ["REQUEST_TIMEOUT": given.text])
        #expect((try? settings.value(of: .duration("REQUEST_TIMEOUT", "Time for a request"))) == given.duration)
    }

    @Test func `numbers keep to their range`() throws {
        let setting = Setting<Int>.integer("POOL", "Connections", in: 1...10, default: 4)
        #expect(try Settings(environment: ["POOL": "10"]).value(of: setting) == 10)
        #expect(throws: SettingsError.self) { try Settings(environment: ["POOL": "11"]).value(of: setting) }
        #expect(throws: SettingsError.self) { try Settings(environment: ["POOL": "many"]).value(of: setting) }
    }

    @Test func `levels and formats are read without regard to case`() throws {
        let settings = Settings(environment: ["LOG_LEVEL": "DEBUG", "LOG_FORMAT": "json"])
        #expect(try settings.value(of: .logLevel) == .debug)
        #expect(try settings.value(of: .logFormat) == .json)
    }

    @Test func `the help lists names, expectations and defaults`() {
        let help = SettingsHelp().with(Self.address).with(.databaseURL).description
        #expect(help.contains("DUMMY_ADDR"))
        #expect(help.contains("(default: 127.0.0.1:50052)"))
        #expect(help.contains("(required)"))
    }
}
