import ServiceKit
import Testing

@testable import AuthService

struct PasswordRulesTests {
    private func check(_ password: String, name: String = "Ada King") throws {
        _ = try PasswordRules(serviceName: "Cairnstone").password(
            password, field: "new_password", email: EmailAddress("lovelace@analytical.example"),
            name: UserName(name))
    }

    @Test(arguments: [
        ("a common one", "trustno1"), ("a common one in capitals", "TRUSTNO1"),
        ("the first of the list", "!qaz2wsx"),
        ("one character repeated", "zzzzzzzzzzzzzzz"), ("a sequence", "abcdefghij"),
        ("a sequence downwards", "987654321"),
        ("the address", "Lovelace@Analytical.example"), ("the address's first part", "lovelace"),
        ("the first part with digits", "lovelace1815"), ("the first part twice", "lovelacelovelace"),
        ("the domain", "!analytical!"), ("the name", "ada king 1"),
        ("the name in one word", "AdaKing1815"),
        ("the service's name", "Cairnstone"), ("the service's name with signs", "**cairnstone99**"),
        ("seven characters", "a1b2c3d"), ("a common one with a ligature", "\u{fb01}reball"),
    ])
    func `given a password that would be guessed, when it is chosen, then it is refused by the field's name`(
        _: String, password: String
    ) throws {
        let error = #expect(throws: InvalidArgument.self) { try check(password) }
        #expect(error?.field == "new_password")
        #expect(error?.reason.contains(password) == false)
    }

    @Test(arguments: [
        ("words", "correct horse battery staple"),
        ("the address within others", "lovelace and babbage"),
        ("a common one with more", "trustno1 trustno2"), ("digits that skip", "24681357"),
        ("another script", "パスワードを忘れた"),
    ])
    func `given a password that takes guessing, when it is chosen, then it is taken`(
        _: String, password: String
    ) throws {
        try check(password)
    }

    @Test func `given a name of two letters, when a password has them, then that is no reason to refuse it`()
        throws
    {
        try check("12al34567", name: "Al")
    }

    @Test func `given the list, when each word is looked for, then it is there, and its neighbours are not`() {
        let words = CommonPasswords.list.split { $0 == " " || $0 == "\n" }.map(String.init)
        #expect(words.count == 5000)
        #expect(words.allSatisfy(CommonPasswords.contains))
        #expect(
            !words.contains {
                CommonPasswords.contains($0 + "\u{1}") || CommonPasswords.contains("\u{1}" + $0)
            })
        #expect(words == words.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        for absent in ["", " ", "zzzz", "\n", "password qwertyuiop"] {
            #expect(!CommonPasswords.contains(absent))
        }
    }
}
