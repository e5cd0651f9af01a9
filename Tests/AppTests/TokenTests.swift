import NIOHTTP1
import TestSupport
import Testing

extension AppTests {
    struct TokenTests {
        @Test func `given a token, when a program uses it, then it can do what its scopes say, until it is revoked`()
            async throws
        {
            let stack = try await AppStack.shared
            try await Browser.with { browser in
                try await browser.signUp(Person(), at: stack.url)
                try await browser.press("API tokens")
                try await browser.sees("There is no token yet.")
                try await browser.press("New token")
                try await browser.createToken("Nightly backup", scopes: ["Read entities"])
                let secret = try await browser.tokenSecret()
                #expect(secret.hasPrefix("cairn_"))
                #expect(try await stack.status(of: "/entities", token: secret) == 200)
                #expect(
                    try await stack.status(.POST, of: "/entities", token: secret, body: #"{"name":"Stone"}"#) == 403)
                #expect(try await stack.status(of: "/sessions", token: secret) == 403)
                try await browser.press("Revoke Nightly backup")
                try await browser.answer("Revoke")
                try await browser.sees("“Nightly backup” has been revoked.")
                try await browser.sees("There is no token yet.")
                #expect(try await browser.run("return document.querySelector('.secret') === null").bool)
                #expect(try await stack.status(of: "/entities", token: secret) == 401)
            }
        }

        @Test func `given several scopes and another expiry, when a token is made, then it is listed with them`()
            async throws
        {
            let stack = try await AppStack.shared
            try await Browser.with { browser in
                try await browser.signUp(Person(), at: stack.url)
                try await browser.press("API tokens")
                try await browser.press("New token")
                try await browser.click(xpath: "//dialog//select/option[.='in a week']")
                let scopes = ["Read entities", "Change entities", "See the account"]
                try await browser.createToken("Importer", scopes: scopes)
                let secret = try await browser.tokenSecret()
                for scope in ["entities:read", "entities:write", "account", "never used"] {
                    try await browser.sees(scope)
                }
                #expect(
                    try await stack.status(.POST, of: "/entities", token: secret, body: #"{"name":"Stone"}"#) == 201)
                #expect(try await stack.status(of: "/sessions", token: secret) == 200)
                let days = try await browser.run(
                    "return (new Date(document.querySelector('.card time').dateTime) - Date.now()) / 86_400_000")
                #expect(6.5...7 ~= days.number)
                try await browser.reload()
                try await browser.sees("last used")
            }
        }

        @Test func `given a token was made, when the page is left or loaded again, then nothing shows its secret`()
            async throws
        {
            let stack = try await AppStack.shared
            try await Browser.with { browser in
                try await browser.signUp(Person(), at: stack.url)
                try await browser.press("API tokens")
                try await browser.press("New token")
                try await browser.createToken("Nightly backup", scopes: ["Read entities"])
                let secret = try await browser.tokenSecret()
                try await browser.press("Sessions")
                try await browser.sees("this session")
                try await browser.press("API tokens")
                try await browser.sees("Nightly backup")
                #expect(try await !browser.run(everything).string.contains(secret))
                try await browser.reload()
                try await browser.sees("Nightly backup")
                #expect(try await !browser.run(everything).string.contains(secret))
            }
        }

        /// What the page holds, shown or not.
        private var everything: String {
            """
            const inputs = [...document.querySelectorAll("input")].map((each) => each.value);
            return document.documentElement.outerHTML + JSON.stringify([inputs, localStorage, sessionStorage]);
            """
        }

        @Test func `given a form that lacks something, when it is sent, then that field says so, with the focus`()
            async throws
        {
            let stack = try await AppStack.shared
            try await Browser.with { browser in
                try await browser.signUp(Person(), at: stack.url)
                try await browser.press("API tokens")
                try await browser.press("New token")
                try await browser.click(xpath: "//dialog//button[@type='submit']")
                try await browser.holds("document.activeElement.matches('[name=name][aria-invalid]')")
                try await browser.fill("Name", with: "Nightly backup")
                try await browser.click(xpath: "//dialog//button[@type='submit']")
                try await browser.holds("document.activeElement.matches('[name=scopes][aria-invalid]')")
                try await browser.check("Read entities")
                try await browser.click(xpath: "//dialog//button[@type='submit']")
                try await browser.sees("Copy the token “Nightly backup” now")
            }
        }

        @Test func `given a keyboard, when tokens are made and revoked, then the focus is where one goes on`()
            async throws
        {
            let stack = try await AppStack.shared
            try await Browser.with { browser in
                try await browser.signUp(Person(), at: stack.url)
                try await browser.press("API tokens")
                try await browser.press("New token")
                try await browser.holds("document.activeElement.matches('dialog [name=name]')")
                try await browser.createToken("Nightly backup", scopes: ["Read entities"])
                try await browser.holds("document.activeElement.textContent.startsWith('Copy the token')")
                try await browser.press("Done")
                try await browser.holds("document.activeElement.textContent === 'New token'")
                // Enter alone revokes nothing.
                try await browser.press("Revoke Nightly backup")
                try await browser.holds("document.activeElement.textContent === 'Cancel'")
                try await browser.typeKeys(Key.enter)
                try await browser.holds("document.querySelector('dialog') === null")
                try await browser.holds("document.activeElement.ariaLabel === 'Revoke Nightly backup'")
                try await browser.typeKeys(Key.enter)
                try await browser.holds("document.querySelector('dialog') !== null")
                try await browser.typeKeys(Key.escape)
                try await browser.holds("document.querySelector('dialog') === null")
                try await browser.press("Revoke Nightly backup")
                try await browser.answer("Revoke")
                try await browser.sees("There is no token yet.")
                try await browser.holds("document.activeElement.matches('h1')")
            }
        }
    }
}
