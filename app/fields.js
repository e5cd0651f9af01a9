import { element, uniqueID } from "./dom.js";
import { fieldMessage } from "./problems.js";
import { traceLink } from "./traces.js";

/**
 * @template {string} Name
 * @typedef {object} FieldOptions
 * @property {Name} name As the generated client calls it.
 * @property {string} label
 * @property {string} [type] As `input` has it; `multiline` for a `textarea`.
 * @property {string} [value]
 * @property {string} [hint]
 * @property {string} [autocomplete]
 * @property {boolean} [isRequired]
 */

/**
 * A control with its label, its hint, and a place for what is wrong with it.
 *
 * @template {string} Name
 * @param {FieldOptions<Name>} options
 */
export function field({ name, label, type = "text", value = "", hint, autocomplete, isRequired = false }) {
    const id = uniqueID(name);
    const isMultiline = type === "multiline";
    const hintElement = hint ? element("p", { class: "hint", id: `${id}-hint` }, hint) : null;
    const problemElement = element("p", { class: "problem", id: `${id}-problem` });
    const control = element(isMultiline ? "textarea" : "input", {
        id, name, class: "input", type: isMultiline ? undefined : type, rows: isMultiline ? 4 : undefined,
        autocomplete: autocomplete ?? "off", "aria-required": isRequired ? "true" : undefined,
        "aria-describedby": [hintElement?.id, problemElement.id].filter(Boolean).join(" "),
        autocapitalize: type === "email" ? "none" : undefined, spellcheck: type === "email" ? "false" : undefined,
    });
    control.value = value;
    const made = element(
        "div", { class: "field" },
        element("label", { for: id }, label, !isRequired && element("span", { class: "optional" }, " (optional)")),
        control instanceof HTMLInputElement && type === "password" ? withReveal(control, label) : control,
        hintElement, problemElement);
    return {
        name,
        element: made,
        get value() { return control.value; },
        /**
         * Marks the control as wrong and goes there, or as right again without a problem.
         *
         * @param {import("./problems.js").Problem | null} problem
         */
        showProblem(problem) {
            problemElement.replaceChildren();
            control.removeAttribute("aria-invalid");
            if (!problem) return;
            problemElement.append(`${fieldMessage(label, problem)} `, traceLink(problem.traceID) ?? "");
            control.setAttribute("aria-invalid", "true");
            control.focus();
        },
    };
}

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
