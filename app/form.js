import { alert } from "./alerts.js";
import { busyWhile, element } from "./dom.js";
import { field } from "./fields.js";
import { describe } from "./problems.js";

/**
 * A form whose rules are the service's: it checks nothing itself, and shows what is wrong at the field that the answer
 * names.
 *
 * @template {string} Name
 * @param {object} options
 * @param {import("./fields.js").FieldOptions<Name>[]} options.fields
 * @param {string} options.submit What the button says.
 * @param {(values: Record<Name, string>) => Promise<unknown>} options.send
 * @param {HTMLElement[]} [options.actions] More to click beside the button.
 * @returns {HTMLFormElement}
 */
export function form({ fields: options, submit, send, actions = [] }) {
    const fields = options.map(field);
    const problems = element("div");
    const submitButton = element("button", { type: "submit", class: "button primary" }, submit);
    const made = element(
        "form", { novalidate: true, class: "form" }, problems, ...fields.map((each) => each.element),
        element("div", { class: "actions" }, submitButton, ...actions));

    const attempt = async () => {
        problems.replaceChildren();
        for (const each of fields) each.showProblem(null);
        try {
            const values = Object.fromEntries(fields.map((each) => [each.name, each.value]));
            await send(/** @type {Record<Name, string>} */ (values));
        } catch (error) {
            const problem = describe(error);
            const wrong = fields.find((each) => each.name === problem.field);
            if (wrong) wrong.showProblem(problem);
            else problems.replaceChildren(alert(error, () => busyWhile(submitButton, attempt)));
        }
    };
    made.addEventListener("submit", (event) => {
        event.preventDefault();
        busyWhile(submitButton, attempt);
    });
    return made;
}
