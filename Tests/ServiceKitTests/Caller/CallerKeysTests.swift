import ServiceKit
import Testing

@Suite struct CallerKeysTests {
    static let (old, new) = (String(repeating: "old!", count: 8), String(repeating: "new!", count: 8))

    static func keys(_ environment: [String: String]) throws -> CallerKeys {
        try CallerKeys(settings: Settings(environment: environment))
    }

    struct Rotation: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let signer: [String: String]
        let reader: [String: String]
        var isAccepted = true
    }

    @Test(arguments: [
        Rotation(
            testDescription: "the services know both keys first", signer: ["CALLER_TOKEN_KEY": old],
            reader: ["CALLER_TOKEN_KEY": new, "CALLER_TOKEN_PREVIOUS_KEY": old]),
        Rotation(
            testDescription: "then all sign with the new one",
            signer: ["CALLER_TOKEN_KEY": new, "CALLER_TOKEN_PREVIOUS_KEY": old],
            reader: ["CALLER_TOKEN_KEY": new, "CALLER_TOKEN_PREVIOUS_KEY": old]),
        Rotation(
            testDescription: "then the old one is forgotten", signer: ["CALLER_TOKEN_KEY": old],
            reader: ["CALLER_TOKEN_KEY": new], isAccepted: false),
        Rotation(
            testDescription: "a first key is given to the gateway first", signer: ["CALLER_TOKEN_KEY": new], reader: [:]
        ),
    ])
    func `given a change of keys, when a token is read, then it is accepted in each step of it`(
        _ rotation: Rotation
    ) throws {
        let text = try CallerTokenTests.token().text(keys: Self.keys(rotation.signer))
        let keys = try Self.keys(rotation.reader)
        if rotation.isAccepted {
            #expect(try CallerTokenTests.read(text, keys: keys) == CallerTokenTests.token())
        } else {
            #expect(throws: CallerTokenError.wrongSignature) { try CallerTokenTests.read(text, keys: keys) }
        }
    }

    @Test(arguments: [
        ("a short key", ["CALLER_TOKEN_KEY": "hunter2"], "CALLER_TOKEN_KEY: "),
        (
            "a short previous key", ["CALLER_TOKEN_KEY": new, "CALLER_TOKEN_PREVIOUS_KEY": "hunter2"],
            "CALLER_TOKEN_PREVIOUS_KEY: "
        ),
        ("an endless key", ["CALLER_TOKEN_KEY": String(repeating: "hunter2", count: 1000)], "CALLER_TOKEN_KEY: "),
        ("a previous key alone", ["CALLER_TOKEN_PREVIOUS_KEY": old], "CALLER_TOKEN_PREVIOUS_KEY is set, but "),
    ])
    func `given keys that can't be used, when they are read, then the error names the setting and not the key`(
        name: String, environment: [String: String], beginning: String
    ) {
        let error = #expect(throws: SettingsError.self) { try Self.keys(environment) }
        #expect(error?.message.hasPrefix(beginning) == true, "\(String(describing: error))")
        for value in environment.values { #expect(error?.message.contains(value) == false) }
    }

    @Test func `given keys, when they are printed, then they are not shown`() throws {
        let key = try #require(CallerKey(Self.new))
        let keys = try Self.keys(["CALLER_TOKEN_KEY": Self.new, "CALLER_TOKEN_PREVIOUS_KEY": Self.old])
        var dumped = ""
        dump((key, keys), to: &dumped)
        for text in ["\(key) \(keys)", String(reflecting: (key, keys)), dumped, Setting.callerTokenKey.help] {
            #expect(!text.contains("new!") && !text.contains("old!"), "\(text)")
        }
        #expect("\(keys)" == "2 caller token keys")
    }
}
