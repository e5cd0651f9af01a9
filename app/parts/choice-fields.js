import { element, uniqueID } from "./dom.js";
import { fieldNotes } from "./field-notes.js";

/** @typedef {{ value: string, text: string }} Choice */

/**
 * One of several choices.
 *
 * @template {string} Name
 * @param {{ name: Name, label: string, choices: Choice[], value: string }} options
 * @returns {import("./form.js").Field<Name, string>}
 */
export function selectField({ name, label, choices, value }) {
    const id = uniqueID(name);
    const notes = fieldNotes(label, []);
    const control = element(
        "select", { id, name, class: "input", "aria-describedby": notes.ids },
        ...choices.map((choice) => element("option", { value: choice.value }, choice.text)));
    control.value = value;
    return {
        name,
        element: element("div", { class: "field" }, element("label", { for: id }, label), control, ...notes.elements),
        get value() { return control.value; },
        showProblem: (problem) => notes.showProblem([control], problem),
    };
}

/**
 * Any of several choices.
 *
 * @template {string} Name
 * @param {{ name: Name, label: string, choices: Choice[] }} options
 * @returns {import("./form.js").Field<Name, string[]>}
 */
export function checkboxesField({ name, label, choices }) {
    const notes = fieldNotes(label, []);
    const controls = choices.map((choice) => element("input", { type: "checkbox", name, value: choice.value }));
    return {
        name,
        element: element(
            "fieldset", { class: "field", "aria-describedby": notes.ids },
            element("legend", {}, label),
            ...choices.map((choice, index) => element(
                "label", { class: "checkbox" }, controls[index],
                element("span", {}, choice.text, " ", element("code", {}, choice.value)))),
            ...notes.elements),
        get value() { return controls.filter((each) => each.checked).map((each) => each.value); },
        showProblem: (problem) => notes.showProblem(controls, problem),
    };
}
