import TestSupport
import Testing

extension AppTests {
    struct EntityTests {
        @Test func `given an entity, when it is edited, deleted and restored, then the list shows each`() async throws {
            let stack = try await AppStack.shared
            try await Browser.with { browser in
                try await browser.signUp(Person(), at: stack.url)
                try await browser.create("Flat stone")
                try await browser.press("Edit Flat stone")
                try await browser.fill("Name", with: "Round stone")
                try await browser.press("Save")
                try await browser.sees("“Round stone” has been saved.")
                try await browser.press("Delete Round stone")
                try await browser.sees("There is nothing here yet.")
                try await browser.press("Undo")
                try await browser.sees("“Round stone” is back.")
                #expect(try await names(in: browser) == ["Round stone"])
                try await browser.reload()
                try await browser.sees("Round stone")
            }
        }

        @Test func `given a deleted entity, when deleted ones are shown, too, then it can be restored`()
            async throws
        {
            let stack = try await AppStack.shared
            try await Browser.with { browser in
                try await browser.signUp(Person(), at: stack.url)
                try await browser.create("Flat stone")
                try await browser.create("Round stone")
                try await browser.press("Delete Flat stone")
                try await browser.sees("“Flat stone” has been deleted.")
                #expect(try await names(in: browser) == ["Round stone"])
                try await browser.check("Show deleted ones, too")
                try await browser.sees("can be restored until")
                // The list has changed, not the page: who came by keyboard is where they were.
                #expect(try await browser.run("return document.activeElement.type").string == "checkbox")
                try await browser.reload()
                try await browser.press("Restore Flat stone")
                try await browser.sees("“Flat stone” is back.")
                try await browser.seesNo("can be restored until")
                try await browser.check("Show deleted ones, too")
                try await browser.holds("location.hash === '#/entities'")
                try await browser.reload()
                try await browser.sees("Flat stone")
                #expect(try await names(in: browser) == ["Round stone", "Flat stone"])
            }
        }

        @Test func `given a name that is not allowed, when it is sent, then its field says why, and has the focus`()
            async throws
        {
            let stack = try await AppStack.shared
            try await Browser.with { browser in
                try await browser.signUp(Person(), at: stack.url)
                try await browser.press("New entity")
                try await browser.fill("Description", with: "nameless")
                try await browser.press("Save")
                let field = try await eventually("a field that is marked as wrong") {
                    let found = try await browser.run(
                        """
                        const wrong = document.querySelector("[aria-invalid=true]");
                        return wrong && {
                            name: wrong.name, hasFocus: wrong === document.activeElement,
                            description: wrong.getAttribute("aria-describedby").split(" ")
                                .map((id) => document.getElementById(id).textContent).join(" "),
                        };
                        """
                    ).object
                    return found.isEmpty ? nil : found
                }
                #expect(field["name"]?.string == "name")
                #expect(field["hasFocus"]?.bool == true)
                #expect(field["description"]?.string.contains("trace") == true)
                #expect((field["description"]?.string.count ?? 0) > 20)
                // What was typed is still there.
                try await browser.fill("Name", with: "Named stone")
                try await browser.press("Save")
                try await browser.sees("nameless")
            }
        }

        @Test func `given somebody else's change, when an older state is saved, then nothing is overwritten`()
            async throws
        {
            let stack = try await AppStack.shared
            try await Browser.with { browser in
                try await browser.signUp(Person(), at: stack.url)
                try await browser.create("Flat stone")
                try await browser.press("Edit Flat stone")
                try await browser.run(
                    """
                    const { entities } = await (await fetch("/entities")).json();
                    await fetch(`/entities/${entities[0].id}`, {
                        method: "PATCH", headers: { "content-type": "application/json" },
                        body: JSON.stringify({ name: "Round stone" }),
                    });
                    """)
                try await browser.fill("Name", with: "Square stone")
                try await browser.press("Save")
                try await eventually("a refusal") {
                    try await browser.run("return document.querySelector('dialog [role=alert]') !== null").bool
                }
                try await browser.press("Cancel")
                try await browser.reload()
                try await browser.sees("Round stone")
            }
        }

        @Test func `given more than a page, when one pages and filters, then each page and the matches are shown`()
            async throws
        {
            let stack = try await AppStack.shared
            try await Browser.with { browser in
                try await browser.signUp(Person(), at: stack.url)
                try await browser.run(
                    """
                    for (let number = 1; number <= 12; number += 1) {
                        await fetch("/entities", {
                            method: "POST", headers: { "content-type": "application/json" },
                            body: JSON.stringify({ name: `Stone ${number}` }),
                        });
                    }
                    """)
                try await browser.reload()
                try await browser.sees("Stone 12")
                #expect(try await names(in: browser) == (3...12).reversed().map { "Stone \($0)" })
                try await browser.press("Older")
                try await browser.sees("Page 2")
                #expect(try await names(in: browser) == ["Stone 2", "Stone 1"])
                try await browser.press("Newer")
                try await browser.sees("Page 1")
                #expect(try await names(in: browser).count == 10)
                try await browser.fill("Filter", with: "name:\"stone 1\"")
                try await browser.press("Filter")
                try await eventually("the matches alone") {
                    try await names(in: browser) == ["Stone 12", "Stone 11", "Stone 10", "Stone 1"]
                }
                try await browser.fill("Filter", with: "(")
                try await browser.press("Filter")
                try await eventually("the filter marked as wrong") {
                    try await browser.run("return document.activeElement.matches('[name=filter][aria-invalid]')")
                        .bool
                }
            }
        }

        private func names(in browser: Browser) async throws -> [String] {
            try await browser.run("return [...document.querySelectorAll('.card h2')].map((each) => each.textContent)")
                .array.map(\.string)
        }
    }
}
