import { fieldMessage } from "../backend/problems.js";
import { element, uniqueID } from "./dom.js";
import { traceLink } from "./trace-link.js";

/**
 * What stands below a field: a hint, and what is wrong with it.
 *
 * @param {string} label
 * @param {(Node | string)[]} hint Empty for none.
 */
export function fieldNotes(label, hint) {
    const hintElement = hint.length > 0 && element("p", { class: "hint", id: uniqueID("hint") }, ...hint);
    const problemElement = element("p", { class: "problem", id: uniqueID("problem") });
    return {
        elements: [hintElement, problemElement],
        /** For `aria-describedby`. */
        ids: hintElement ? `${hintElement.id} ${problemElement.id}` : problemElement.id,
        /**
         * Marks controls as wrong and goes to the first, or as right again without a problem.
         *
         * @param {HTMLElement[]} controls
         * @param {import("../backend/problems.js").Problem | null} problem
         */
        showProblem(controls, problem) {
            problemElement.replaceChildren();
            for (const control of controls) control.removeAttribute("aria-invalid");
            if (!problem) return;
            problemElement.append(`${fieldMessage(label, problem)} `, traceLink(problem.traceID) ?? "");
            for (const control of controls) control.setAttribute("aria-invalid", "true");
            controls[0].focus();
        },
    };
}
