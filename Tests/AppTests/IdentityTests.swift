import TestSupport
import Testing

extension AppTests {
    struct IdentityTests {
        @Test func `given no provider, when the account is shown, then there is a password, and nothing to be linked`()
            async throws
        {
            let stack = try await AppStack.shared
            try await Browser.with { browser in
                let person = Person()
                try await browser.signUp(person, at: stack.url)
                try await browser.press("Account")
                try await browser.sees("Current password")
                try await browser.sees(person.email)
                #expect(try await !browser.text().contains("providers"))
            }
        }

        @Test func `given a stranger, when they continue with a provider, then they have an account and no password`()
            async throws
        {
            let stack = try await AppStack.sharedWithProviders
            let identity = ProviderIdentity()
            try await stack.vouch("acme", for: identity)
            try await Browser.with(arguments: stack.browserArguments) { browser in
                try await browser.open(stack.publicURL + "/#/sessions")
                try await browser.press("Continue with Acme")
                // Back on the page for which one had to sign in.
                try await browser.sees("by Acme")
                #expect(try await browser.run("return document.cookie").string == "")
                try await browser.press("Account")
                try await browser.sees("You have none yet.")
                try await browser.sees(identity.email)
                try await browser.press("Unlink Acme")
                try await browser.answer("Unlink")
                // It is the only way to sign in.
                try await browser.sees("set a password first")
                try await browser.fill("New password", with: Person().password)
                try await browser.press("Set a password")
                try await browser.sees("Your password has been set")
                try await browser.press("Unlink Acme")
                try await browser.answer("Unlink")
                try await browser.sees("Acme has been unlinked.")
                try await browser.sees("Link Acme")
                try await browser.holds("document.activeElement.matches('h1')")
            }
        }

        @Test func `given an account, when a provider is linked, then it opens the account, until it is unlinked`()
            async throws
        {
            let stack = try await AppStack.sharedWithProviders
            let (person, identity) = (Person(), ProviderIdentity())
            try await stack.vouch("acme", for: identity)
            try await Browser.with(arguments: stack.browserArguments) { browser in
                try await browser.signUp(person, at: stack.publicURL)
                try await browser.create("Flat stone")
                try await browser.press("Account")
                try await browser.sees("Link Globex")
                try await browser.press("Link Acme")
                try await browser.sees(identity.email)
                #expect(try await browser.run("return location.hash").string == "#/account")
                try await browser.signOut()
                try await browser.press("Continue with Acme")
                try await browser.sees("Flat stone")
                try await browser.press("Account")
                try await browser.press("Unlink Acme")
                try await browser.answer("Unlink")
                try await browser.sees("Acme has been unlinked.")
                try await browser.signOut()
                try await browser.press("Continue with Acme")
                // It is a stranger's now, who gets an account of their own.
                try await browser.sees("There is nothing here yet.")
            }
        }

        @Test func `given somebody else's identity, when it is linked, then the account page says so, and all stays`()
            async throws
        {
            let stack = try await AppStack.sharedWithProviders
            try await stack.vouch("acme", for: ProviderIdentity())
            try await Browser.with(arguments: stack.browserArguments) { browser in
                try await browser.open(stack.publicURL)
                try await browser.press("Continue with Acme")
                try await browser.sees("There is nothing here yet.")
                try await browser.signOut()
                let person = Person()
                try await browser.signUp(person, at: stack.publicURL)
                try await browser.press("Account")
                try await browser.press("Link Acme")
                try await browser.sees("This sign-in at Acme belongs to another account.")
                #expect(try await browser.run("return location.search + location.hash").string == "#/account")
                try await browser.sees("Link Acme")
                try await browser.sees(person.email)
            }
        }

        @Test func `given a person who declines, when the provider sends them back, then they can sign in otherwise`()
            async throws
        {
            let stack = try await AppStack.sharedWithProviders
            try await stack.vouch("globex", for: ProviderIdentity(), error: "access_denied")
            try await Browser.with(arguments: stack.browserArguments) { browser in
                let person = Person()
                try await browser.signUp(person, at: stack.publicURL)
                try await browser.signOut()
                try await browser.press("Continue with Globex")
                try await browser.sees("You declined at Globex, so nothing has changed.")
                try await browser.fill("E-mail address", with: person.email)
                try await browser.fill("Password", with: person.password)
                try await browser.press("Sign in")
                try await browser.sees("There is nothing here yet.")
            }
        }

        @Test func `given an account with the same address, when one continues there, then the password is asked`()
            async throws
        {
            let stack = try await AppStack.sharedWithProviders
            let person = Person()
            try await stack.vouch("acme", for: ProviderIdentity(email: person.email))
            try await Browser.with(arguments: stack.browserArguments) { browser in
                try await browser.signUp(person, at: stack.publicURL)
                try await browser.signOut()
                try await browser.press("Continue with Acme")
                try await browser.sees("There is an account with your e-mail address already.")
                try await browser.holds("document.querySelector('[name=password]') !== null")
            }
        }
    }
}
