import TestSupport
import Testing

extension AppTests {
    struct AccessibilityTests {
        @Test func `given a phone, when each page is shown, then nothing is wider than the screen, and all has a name`()
            async throws
        {
            let stack = try await AppStack.shared
            try await Browser.with { browser in
                try await browser.session.post(
                    "/goog/cdp/execute",
                    [
                        "cmd": "Emulation.setDeviceMetricsOverride",
                        "params": ["width": 360, "height": 740, "deviceScaleFactor": 1, "mobile": true],
                    ])
                try await browser.open(stack.url)
                try await browser.sees("E-mail address")
                try await check(browser)
                try await browser.signUp(Person(), at: stack.url)
                try await browser.create(String(repeating: "Stone", count: 40), description: "Flat")
                try await check(browser)
                for page in ["Sessions", "Account", "API tokens"] {
                    try await browser.visit(page)
                    try await check(browser)
                }
                try await browser.press("New token")
                try await check(browser)
                try await browser.createToken(String(repeating: "Stone", count: 20), scopes: ["Read entities"])
                try await check(browser)
                try await browser.press("Revoke \(String(repeating: "Stone", count: 20))")
                try await check(browser)
                try await browser.answer("Cancel")
                try await browser.visit("Entities")
                try await browser.press("New entity")
                try await check(browser)
            }
        }

        /// Nothing sticks out at the side, every control has a name, and there is one heading of the first level.
        private func check(_ browser: Browser) async throws {
            let width = try await browser.run("return document.documentElement.scrollWidth").number
            #expect(width <= 360)
            let controls = try await browser.run(
                """
                // Behind a dialog nothing can be reached.
                const place = document.querySelector("dialog") ?? document;
                return [...place.querySelectorAll("a, button, input, select, textarea, summary")]
                    .filter((each) => each.checkVisibility());
                """
            ).array
            #expect(!controls.isEmpty)
            let page = try await browser.text()
            for control in controls {
                let reference = try #require(control.object.values.first?.string)
                let name = try await browser.session.get("/element/\(reference)/computedlabel").string
                #expect(!name.isEmpty, "a control without a name on \(page)")
            }
            #expect(try await browser.run("return document.querySelectorAll('h1').length").number == 1)
        }

        @Test(arguments: ["light", "dark"])
        func `given a colour scheme, when texts are shown, then they stand out from their ground as WCAG's AA asks`(
            scheme: String
        ) async throws {
            let stack = try await AppStack.shared
            try await Browser.with { browser in
                let feature: JSON = ["name": "prefers-color-scheme", "value": .string(scheme)]
                try await browser.session.post(
                    "/goog/cdp/execute", ["cmd": "Emulation.setEmulatedMedia", "params": ["features": [feature]]])
                try await browser.open(stack.url)
                try await browser.press("Sign in")
                try await eventually("a refusal") {
                    try await browser.run("return document.querySelector('[role=alert], [aria-invalid]') !== null")
                        .bool
                }
                #expect(try await faint(browser) == [])
                try await browser.signUp(Person(), at: stack.url)
                try await browser.create("Flat stone", description: "From the river bed")
                try await browser.click(xpath: "//summary")
                #expect(try await faint(browser) == [])
                try await browser.press("Delete Flat stone")
                try await browser.check("Show deleted ones, too")
                try await browser.sees("can be restored until")
                #expect(try await faint(browser) == [])
                try await browser.press("Sessions")
                try await browser.sees("this session")
                #expect(try await faint(browser) == [])
                try await browser.press("Account")
                try await browser.sees("New password")
                #expect(try await faint(browser) == [])
                try await browser.press("API tokens")
                try await browser.sees("There is no token yet.")
                #expect(try await faint(browser) == [])
                try await browser.press("New token")
                try await browser.click(xpath: "//dialog//button[@type='submit']")
                try await browser.holds("document.querySelector('dialog [aria-invalid]') !== null")
                #expect(try await faint(browser) == [])
                try await browser.answer("Cancel")
                try await browser.press("New token")
                try await browser.createToken("Flat stone", scopes: ["Read entities"])
                #expect(try await faint(browser) == [])
                try await browser.press("Revoke Flat stone")
                #expect(try await faint(browser) == [])
            }
        }

        /// The texts whose contrast is below 4.5 (WCAG 2.2, success criterion 1.4.3).
        private func faint(_ browser: Browser) async throws -> [String] {
            try await browser.run(
                """
                const channels = (color) => /rgba?\\(([^)]*)\\)/.exec(color)[1].split(/[ ,\\/]+/).map(Number);
                const luminance = (color) => channels(color).slice(0, 3)
                    .map((value) => value / 255)
                    .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
                    .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
                const ground = (element) => {
                    for (let each = element; each; each = each.parentElement) {
                        const color = getComputedStyle(each).backgroundColor;
                        if ((channels(color)[3] ?? 1) === 1) return color;
                    }
                    return "rgb(255, 255, 255)";
                };
                const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                const faint = [];
                while (texts.nextNode()) {
                    const element = texts.currentNode.parentElement;
                    if (!texts.currentNode.data.trim() || !element.checkVisibility()) continue;
                    const pair = [getComputedStyle(element).color, ground(element)].map(luminance).sort((a, b) => b - a);
                    const contrast = (pair[0] + 0.05) / (pair[1] + 0.05);
                    if (contrast < 4.5) faint.push(`${texts.currentNode.data}: ${contrast}`);
                }
                return faint;
                """
            ).array.map(\.string)
        }
    }
}
