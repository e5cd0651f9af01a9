import { element, uniqueID } from "./dom.js";
import { fieldNotes } from "./field-notes.js";

/**
 * A line or more of text with its label.
 *
 * @template {string} Name
 * @param {object} options
 * @param {Name} options.name
 * @param {string} options.label
 * @param {string} [options.type] As `input` has it; `multiline` for a `textarea`.
 * @param {string} [options.value]
 * @param {string} [options.hint]
 * @param {string} [options.autocomplete]
 * @param {boolean} [options.isRequired]
 * @returns {import("./form.js").Field<Name, string>}
 */
export function textField({
    name, label, type = "text", value = "", hint = "", autocomplete = "off", isRequired = false,
}) {
    const id = uniqueID(name);
    const notes = fieldNotes(label, hint ? [hint] : []);
    const attributes = {
        id, name, class: "input", autocomplete, "aria-required": isRequired && "true", "aria-describedby": notes.ids,
    };
    const control = type === "multiline"
        ? element("textarea", { ...attributes, rows: 4 })
        : element("input", { ...attributes, type, ...(type === "email" && plainText) });
    control.value = value;
    return {
        name,
        element: element(
            "div", { class: "field" },
            element("label", { for: id }, label, !isRequired && element("span", { class: "optional" }, " (optional)")),
            control instanceof HTMLInputElement && type === "password" ? withReveal(control, label) : control,
            ...notes.elements),
        get value() { return control.value; },
        showProblem: (problem) => notes.showProblem([control], problem),
    };
}

/** What keeps a browser from improving what is typed. */
const plainText = { autocapitalize: "none", spellcheck: "false" };

/**
 * A password and a button that shows what was typed.
 *
 * @param {HTMLInputElement} control
 * @param {string} label
 */
function withReveal(control, label) {
    const reveal = element("button", { type: "button", class: "button reveal", "aria-pressed": "false" }, "Show");
    reveal.append(element("span", { class: "visually-hidden" }, ` ${label.toLowerCase()}`));
    reveal.addEventListener("click", () => {
        const isShown = control.type === "password";
        control.type = isShown ? "text" : "password";
        reveal.setAttribute("aria-pressed", String(isShown));
    });
    return element("div", { class: "with-reveal" }, control, reveal);
}
