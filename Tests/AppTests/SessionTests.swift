import TestSupport
import Testing

extension AppTests {
    struct SessionTests {
        @Test func `given another session, when it is signed out here, then its token opens nothing any more`()
            async throws
        {
            let stack = try await AppStack.shared
            try await Browser.with { browser in
                let person = Person()
                try await browser.signUp(person, at: stack.url)
                let other = try await stack.signIn(person)
                #expect(try await stack.status(of: "/user/me", token: other) == 200)
                try await browser.press("Sessions")
                try await browser.sees("stone-counter")
                try await browser.click(xpath: "//li[contains(., 'stone-counter')]//button")
                try await browser.sees("stone-counter has been signed out.")
                #expect(try await stack.status(of: "/user/me", token: other) == 401)
                #expect(try await browser.run("return document.querySelectorAll('.card').length").number == 1)
            }
        }

        @Test func `given other sessions, when all of them are signed out, then this one goes on`() async throws {
            let stack = try await AppStack.shared
            try await Browser.with { browser in
                let person = Person()
                try await browser.signUp(person, at: stack.url)
                let others = [try await stack.signIn(person), try await stack.signIn(person)]
                try await browser.press("Sessions")
                try await browser.press("Sign out all other sessions")
                try await browser.sees("All other sessions have been signed out.")
                for other in others { #expect(try await stack.status(of: "/user/me", token: other) == 401) }
                try await browser.press("Entities")
                try await browser.sees("There is nothing here yet.")
            }
        }

        @Test func `given the session has ended elsewhere, when the page asks for more, then it leads to sign in`()
            async throws
        {
            let stack = try await AppStack.shared
            try await Browser.with { browser in
                let person = Person()
                try await browser.signUp(person, at: stack.url)
                try await browser.run("await fetch('/logout', { method: 'POST' })")
                try await browser.press("Sessions")
                try await browser.sees("Your session has ended. Sign in again.")
            }
        }

        @Test func `given a new password, when the old one was wrong, and then right, then only the new one signs in`()
            async throws
        {
            let stack = try await AppStack.shared
            try await Browser.with { browser in
                let person = Person()
                try await browser.signUp(person, at: stack.url)
                let other = try await stack.signIn(person)
                try await browser.press("Account")
                try await browser.fill("Current password", with: "not the password")
                try await browser.fill("New password", with: "even longer and easy")
                try await browser.press("Change the password")
                try await eventually("the current password marked as wrong") {
                    try await browser.run(
                        "return document.activeElement.matches('[name=currentPassword][aria-invalid]')"
                    ).bool
                }
                try await browser.fill("Current password", with: person.password)
                try await browser.press("Change the password")
                try await browser.sees("Your password has been changed")
                #expect(try await stack.status(of: "/user/me", token: other) == 401)
                try await browser.signOut()
                try await browser.fill("E-mail address", with: person.email)
                try await browser.fill("Password", with: "even longer and easy")
                try await browser.press("Sign in")
                try await browser.sees("There is nothing here yet.")
            }
        }
    }
}
