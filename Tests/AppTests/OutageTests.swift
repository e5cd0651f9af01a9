import TestSupport
import Testing

extension AppTests {
    struct OutageTests {
        @Test
        func `given a gateway that is down, when something is asked for, then the page says so, and goes on later`()
            async throws
        {
            let stack = try await AppStack.shared
            let gateway = try await stack.startGateway()
            try await Browser.with { browser in
                try await browser.signUp(Person(), at: "http://\(gateway.address)")
                try await browser.create("Flat stone")
                gateway.kill()
                await gateway.waitForExit()
                try await browser.press("Sessions")
                try await browser.sees("The server can’t be reached.")
                let successor = try await stack.startGateway(at: gateway.address)
                try await browser.press("Try again")
                try await browser.sees("this session")
                successor.terminate()
                await successor.waitForExit()
            }
        }
    }
}
