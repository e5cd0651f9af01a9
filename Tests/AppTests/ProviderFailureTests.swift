import TestSupport
import Testing

extension AppTests {
    struct ProviderFailureTests {
        @Test func `given a provider has sent the browser back, when the app opens, then it says why, and only once`()
            async throws
        {
            let stack = try await AppStack.sharedWithProviders
            let messages = [
                "access_denied": "You declined at Acme",
                "sign_in_expired": "This sign-in took too long",
                "sign_in_failed": "What came back from Acme can’t be trusted",
                "email_not_verified": "Acme has not verified your e-mail address.",
                "account_exists": "There is an account with your e-mail address already.",
                "identity_taken": "This sign-in at Acme belongs to another account.",
                "already_linked": "Your account is linked to another sign-in at Acme.",
                "sign_in_required": "The session in which you began to link Acme is over.",
                "provider_unavailable": "Acme can’t be reached now.",
                "provider_misconfigured": "Acme does not accept this site.",
                "provider_refused": "Acme has refused this.",
                "no_such_code": "The sign-in failed. Try again, or choose another way to sign in.",
                "": "The sign-in failed. Try again, or choose another way to sign in.",
            ]
            try await Browser.with { browser in
                for (code, message) in messages {
                    // Else the browser would only change the hash of the page that is there.
                    try await browser.open("about:blank")
                    try await browser.open("\(stack.url)/?error=\(code)&provider=acme#/sign-in")
                    try await browser.sees(message)
                    #expect(try await browser.run("return location.search + location.hash").string == "#/sign-in")
                    #expect(
                        try await browser.run("return document.querySelector('main [role=alert]').innerText").string
                            .hasPrefix(message))
                }
                try await browser.reload()
                try await browser.sees("Continue with Acme")
                #expect(try await browser.run("return document.querySelector('[role=alert]') === null").bool)
            }
        }

        @Test(arguments: [
            "error=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&provider=acme",
            "error=access_denied&provider=%3Cb%3EEvil%3C%2Fb%3E%20Corp",
            "error=%3Cscript%3Edocument.title%3D1%3C%2Fscript%3E&provider=%3Cimg%20src%3Dx%3E",
            "error=constructor&provider=__proto__",
            "error=Call%20Evil%20Corp&provider=acme",
        ])
        func `given anybody's words in the address, when the app opens, then none of them is shown, nor is markup`(
            query: String
        ) async throws {
            let stack = try await AppStack.sharedWithProviders
            try await Browser.with { browser in
                try await browser.open("\(stack.url)/?\(query)#/sign-in")
                try await browser.holds("document.querySelector('main [role=alert]') !== null")
                let foreign = "return document.querySelectorAll('main :is(img, b, script)').length"
                #expect(try await browser.run(foreign).number == 0)
                let text = try await browser.text()
                for word in ["Corp", "<", "constructor", "__proto__"] { #expect(!text.contains(word), "\(word)") }
                #expect(try await browser.run("return document.title").string == "Sign in – Cairn")
                #expect(try await browser.run("return location.search").string == "")
                #expect(try await browser.complaints() == [])
            }
        }

        @Test func `given a page for users, when a provider's error comes with it, then the sign-in page tells it`()
            async throws
        {
            let stack = try await AppStack.sharedWithProviders
            try await Browser.with { browser in
                try await browser.open("\(stack.url)/?error=sign_in_required&provider=acme#/account")
                try await browser.sees("The session in which you began to link Acme is over.")
                #expect(try await browser.run("return document.title").string == "Sign in – Cairn")
                let next = try await browser.run("return new URLSearchParams(location.hash.split('?')[1]).get('next')")
                #expect(next.string == "#/account")
            }
        }
    }
}
