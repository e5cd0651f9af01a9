import ServiceKit
import Testing

struct ListSettingTests {
    private static let setting = Setting<SettingList<NetworkAddress>>.addresses(
        "AUTH_ADDR", "Auth", default: [NetworkAddress(host: "a", port: 1)])

    @Test(arguments: [
        ("a:1", ["a:1"]), ("a:1,b:2", ["a:1", "b:2"]), ("a:1, [::1]:2", ["a:1", "[::1]:2"]), ("", ["a:1"]),
    ])
    func `given a list, when it is read, then each value is`(text: String, values: [String]) throws {
        let settings = Settings(environment: ["AUTH_ADDR": text])
        #expect(try settings.value(of: Self.setting).values.map(\.description) == values)
    }

    @Test(arguments: ["a", "a:1,", ",a:1", "a:1;b:2", "a:1,,b:2"])
    func `given a list with something else in it, when it is read, then the message says what is expected`(text: String)
    {
        let settings = Settings(environment: ["AUTH_ADDR": text])
        let error = #expect(throws: SettingsError.self) { try settings.value(of: Self.setting) }
        #expect(
            error?.message
                == "AUTH_ADDR: '\(text)' is not addresses such as 127.0.0.1:50051 or auth:50051, separated by commas")
    }
}
