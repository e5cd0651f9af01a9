import { element, uniqueID } from "../dom.js";
import { traceLink } from "../traces.js";

/**
 * A search box.
 *
 * @param {string} text What is searched for now.
 * @param {(text: string) => void} search
 */
export function filterBox(text, search) {
    const id = uniqueID("filter");
    const problem = element("p", { class: "problem", id: `${id}-problem` });
    const hint = element(
        "p", { class: "hint", id: `${id}-hint` },
        "Words, or conditions such as ", element("code", {}, "name:stone AND update_time > \"2026-01-01T00:00:00Z\""));
    const input = element("input", {
        id, type: "search", name: "filter", class: "input", autocomplete: "off", spellcheck: "false",
        "aria-describedby": `${hint.id} ${problem.id}`,
    });
    input.value = text;
    // The cross that empties the box sends a search event, but no form.
    input.addEventListener("search", () => input.value === "" && text !== "" && search(""));
    const form = element(
        "form", { role: "search", class: "filter", novalidate: true },
        element("label", { for: id }, "Filter"),
        element(
            "div", { class: "filter-row" }, input, element("button", { type: "submit", class: "button" }, "Filter")),
        hint, problem);
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        search(input.value.trim());
    });
    return {
        element: form,
        /** @param {import("../problems.js").Problem} found */
        showProblem(found) {
            problem.replaceChildren(`${found.message} `, traceLink(found.traceID) ?? "");
            input.setAttribute("aria-invalid", "true");
            input.focus();
        },
    };
}
