import TestSupport
import Testing

extension AppTests {
    struct SafetyTests {
        @Test func `given markup as data, when it is shown, then it is text, and the browser complains of nothing`()
            async throws
        {
            let stack = try await AppStack.shared
            try await Browser.with { browser in
                let markup = "<img src=x onerror=alert(1)>"
                try await browser.signUp(Person(), at: stack.url)
                try await browser.create(markup, description: "<script>document.title='taken'</script>")
                try await browser.sees(markup)
                try await browser.press("Delete \(markup)")
                try await browser.sees("“\(markup)” has been deleted.")
                for page in ["Sessions", "Account", "API tokens", "Entities"] {
                    try await browser.visit(page)
                }
                #expect(try await browser.run("return document.title").string == "Entities – Cairn")
                #expect(try await browser.run("return document.querySelector('main img') === null").bool)
                #expect(try await browser.complaints() == [])
            }
        }

        @Test func `given the page's policy, when a script makes markup or inline style, then the browser refuses it`()
            async throws
        {
            let stack = try await AppStack.shared
            try await Browser.with { browser in
                try await browser.open(stack.url)
                try await browser.sees("E-mail address")
                let refusal = try await browser.run(
                    """
                    try { document.body.innerHTML = "<b>bold</b>"; } catch (error) { return error.name; }
                    return "done";
                    """)
                #expect(refusal.string == "TypeError")
                let style = try await browser.run(
                    """
                    const made = document.createElement("p");
                    made.setAttribute("style", "color: rgb(1, 2, 3)");
                    document.body.append(made);
                    return getComputedStyle(made).color;
                    """)
                #expect(style.string != "rgb(1, 2, 3)")
            }
        }

        @Test(arguments: ["#//evil.example/", "https://evil.example/", "javascript:document.title='taken'"])
        func `given a link with another place to return to, when somebody signs in, then they stay in the app`(
            next: String
        ) async throws {
            let stack = try await AppStack.shared
            try await Browser.with { browser in
                let person = Person()
                try await browser.signUp(person, at: stack.url)
                try await browser.signOut()
                let query = try await browser.run("return encodeURIComponent(arguments[0])", .string(next))
                try await browser.open("\(stack.url)/#/sign-in?next=\(query.string)")
                try await browser.fill("E-mail address", with: person.email)
                try await browser.fill("Password", with: person.password)
                try await browser.press("Sign in")
                try await browser.sees("There is nothing here yet.")
                #expect(try await browser.run("return location.origin").string == stack.url)
                #expect(try await browser.run("return document.title").string == "Entities – Cairn")
            }
        }
    }
}
