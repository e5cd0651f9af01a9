import { describe } from "../backend/problems.js";
import { busyWhile, element } from "./dom.js";
import { problemAlert } from "./problem-alert.js";
import { leaveIfSignedOut } from "./signed-out.js";

/**
 * What a form asks for.
 * @template {string} Name
 * @template Value
 * @typedef {object} Field
 * @property {Name} name As the generated client calls it.
 * @property {HTMLElement} element
 * @property {Value} value
 * @property {(problem: import("../backend/problems.js").Problem | null) => void} showProblem Marks it as wrong and goes
 *   there, or as right again without a problem.
 */

/**
 * A form whose rules are the service's: it checks nothing itself, and shows what is wrong at the field that the answer
 * names.
 *
 * @template {string} Name Keeps the names as they are, so that `values` has them.
 * @template {Field<Name, any>} Each
 * @param {object} options
 * @param {Each[]} options.fields
 * @param {string} options.submit What the button says.
 * @param {(values: { [One in Each as One["name"]]: One["value"] }) => Promise<unknown>} options.send
 * @param {HTMLElement[]} [options.actions] More to click beside the button.
 * @returns {HTMLFormElement}
 */
export function form({ fields, submit, send, actions = [] }) {
    const problems = element("div");
    const submitButton = element("button", { type: "submit", class: "button primary" }, submit);
    const made = element(
        "form", { novalidate: true, class: "form" }, problems, ...fields.map((each) => each.element),
        element("div", { class: "actions" }, submitButton, ...actions));

    const sendValues = async () => {
        problems.replaceChildren();
        for (const each of fields) each.showProblem(null);
        try {
            await send(/** @type {any} */ (Object.fromEntries(fields.map((each) => [each.name, each.value]))));
        } catch (error) {
            if (leaveIfSignedOut(error)) return;
            const problem = describe(error);
            const wrong = fields.find((each) => each.name === problem.field);
            if (wrong) wrong.showProblem(problem);
            else problems.replaceChildren(problemAlert(error, () => busyWhile(submitButton, sendValues)));
        }
    };
    made.addEventListener("submit", (event) => {
        event.preventDefault();
        busyWhile(submitButton, sendValues);
    });
    return made;
}
