import TestSupport
import Testing

/// A browser of its own, used as a person does: by what is written on it.
struct Browser: Sendable {
    let session: WebDriverSession

    /// Runs `body` with a new browser, which gets further arguments.
    static func with<R: Sendable>(
        arguments: [String] = [], _ body: (Browser) async throws -> R
    ) async throws -> R {
        let session = try await WebDriverSession.start(driver: try await .shared, arguments: arguments)
        let browser = Browser(session: session)
        do {
            let result = try await body(browser)
            await browser.session.end()
            return result
        } catch {
            let page = try? await browser.text()
            await browser.session.end()
            Issue.record("the page was: \(page ?? "not readable")")
            throw error
        }
    }

    func open(_ url: String) async throws {
        try await session.post("/url", ["url": .string(url)])
    }

    func reload() async throws {
        try await session.post("/refresh")
    }

    /// Clicks on the button or the link with this name, as soon as there is one.
    func press(_ name: String) async throws {
        try await click(xpath: "//*[self::button or self::a][normalize-space(.)='\(name)' or @aria-label='\(name)']")
    }

    /// Types into the field with this label, in place of what it holds.
    func fill(_ label: String, with text: String) async throws {
        let field = "//*[@id=//label[starts-with(normalize-space(.),'\(label)')]/@for]"
        try await eventually("a field '\(label)'") {
            let element = try await find(xpath: field)
            try await session.post("/element/\(element)/clear")
            try await session.post("/element/\(element)/value", ["text": .string(text)])
            return true
        }
    }

    /// Clicks on the checkbox with this label.
    func check(_ label: String) async throws {
        try await click(xpath: "//label[.//input[@type='checkbox']][starts-with(normalize-space(.),'\(label)')]")
    }

    /// Clicks on the button of this name in the dialog that is open.
    func answer(_ name: String) async throws {
        try await click(xpath: "//dialog//button[normalize-space(.)='\(name)']")
        try await eventually("no dialog") { try await run("return document.querySelector('dialog') === null").bool }
    }

    /// Types a key for whatever has the focus.
    func typeKeys(_ keys: String) async throws {
        let reference = try Self.reference(try await session.get("/element/active"))
        try await session.post("/element/\(reference)/value", ["text": .string(keys)])
    }

    /// Waits until a script returns true.
    func holds(_ script: String) async throws {
        try await eventually("this to hold: \(script)") { try await run("return \(script)").bool }
    }

    func click(xpath: String) async throws {
        try await eventually("a click on \(xpath)") {
            try await session.post("/element/\(try await find(xpath: xpath))/click")
        }
    }

    func find(xpath: String) async throws -> String {
        try Self.reference(
            try await session.post("/element", ["using": "xpath", "value": .string(xpath)]))
    }

    /// Waits until the page shows a text.
    func sees(_ text: String) async throws {
        try await eventually("'\(text)' on the page") { try await self.text().contains(text) }
    }

    /// Waits until the page does not show a text.
    func seesNo(_ text: String) async throws {
        try await eventually("no '\(text)' on the page") { try await !self.text().contains(text) }
    }

    /// All that can be read on the page.
    func text() async throws -> String {
        try await run("return document.body.innerText").string
    }

    /// What a script returns.
    @discardableResult
    func run(_ script: String, _ arguments: JSON...) async throws -> JSON {
        try await session.post(
            "/execute/sync",
            ["script": .string(script), "args": .array(arguments)])
    }

    /// The element reference of an answer, whose key is a constant of the protocol.
    private static func reference(_ value: JSON) throws -> String {
        try #require(value.object.values.first?.string)
    }
}
