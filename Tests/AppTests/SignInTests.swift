import Testing

extension AppTests {
    struct SignInTests {
        @Test func `given a visitor, when they sign up, then they stay signed in, and no script sees the session`()
            async throws
        {
            let stack = try await AppStack.shared
            try await Browser.with { browser in
                let person = Person()
                try await browser.signUp(person, at: stack.url)
                try await browser.create("Flat stone", description: "From the river bed")
                try await browser.reload()
                try await browser.sees("Flat stone")
                try await browser.sees("From the river bed")
                #expect(try await browser.text().contains(person.name))
                #expect(try await browser.run("return document.cookie").string == "")
            }
        }

        @Test func `given somebody signed in, when they sign out, then nothing of theirs is shown, also after reload`()
            async throws
        {
            let stack = try await AppStack.shared
            try await Browser.with { browser in
                try await browser.signUp(Person(), at: stack.url)
                try await browser.create("Flat stone")
                try await browser.signOut()
                try await browser.seesNo("Flat stone")
                try await browser.open(stack.url + "/#/entities")
                try await browser.reload()
                try await browser.sees("E-mail address")
                #expect(try await !browser.text().contains("Flat stone"))
            }
        }

        @Test func `given a wrong password, when somebody signs in, then they are told, with the trace, and can go on`()
            async throws
        {
            let stack = try await AppStack.shared
            try await Browser.with { browser in
                let person = Person()
                try await browser.signUp(person, at: stack.url)
                try await browser.signOut()
                try await browser.fill("E-mail address", with: person.email)
                try await browser.fill("Password", with: "not the password")
                try await browser.press("Sign in")
                let link = "//*[@role='alert'][contains(., 'password')]//a[contains(., 'trace')]"
                try await browser.click(xpath: link)
                try await browser.fill("Password", with: person.password)
                try await browser.press("Sign in")
                try await browser.sees("There is nothing here yet.")
            }
        }

        @Test func `given a page for users, when somebody signs in, then they are led back to it`() async throws {
            let stack = try await AppStack.shared
            try await Browser.with { browser in
                let person = Person()
                try await browser.signUp(person, at: stack.url)
                try await browser.signOut()
                try await browser.open(stack.url + "/#/sessions")
                try await browser.fill("E-mail address", with: person.email)
                // Enter sends the form.
                try await browser.fill("Password", with: person.password + "\u{E007}")
                try await browser.sees("this session")
            }
        }

        @Test func `given no provider is configured, when the sign-in page is shown, then it offers none`() async throws
        {
            let stack = try await AppStack.shared
            try await Browser.with { browser in
                try await browser.open(stack.url)
                try await browser.sees("E-mail address")
                #expect(try await !browser.text().contains("Continue with"))
            }
        }
    }
}
