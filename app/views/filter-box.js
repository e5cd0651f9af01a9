import { element, uniqueID } from "../parts/dom.js";
import { fieldNotes } from "../parts/field-notes.js";

/**
 * A search box.
 *
 * @param {string} text What is searched for now.
 * @param {(text: string) => void} search
 */
export function filterBox(text, search) {
    const id = uniqueID("filter");
    const notes = fieldNotes("Filter", [
        "Words, or conditions such as ", element("code", {}, "name:stone AND update_time > \"2026-01-01T00:00:00Z\""),
    ]);
    const input = element("input", {
        id, type: "search", name: "filter", class: "input", autocomplete: "off", spellcheck: "false",
        "aria-describedby": notes.ids,
    });
    input.value = text;
    // The cross that empties the box sends a search event, but no form.
    input.addEventListener("search", () => input.value === "" && text !== "" && search(""));
    const form = element(
        "form", { role: "search", class: "filter", novalidate: true },
        element("label", { for: id }, "Filter"),
        element(
            "div", { class: "filter-row" }, input, element("button", { type: "submit", class: "button" }, "Filter")),
        ...notes.elements);
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        search(input.value.trim());
    });
    return {
        element: form,
        /** @param {import("../backend/problems.js").Problem} problem */
        showProblem: (problem) => notes.showProblem([input], problem),
    };
}
