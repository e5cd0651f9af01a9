import { button, element } from "./dom.js";
import { describe } from "./problems.js";
import { traceLink } from "./traces.js";

/**
 * Shows why a call failed, read out at once.
 *
 * @param {unknown} error
 * @param {() => unknown} [retry] Makes the call again; offered when that can help.
 * @returns {HTMLElement}
 */
export function alert(error, retry) {
    const problem = describe(error);
    return element(
        "div", { class: "alert", role: "alert" },
        element("p", {}, problem.message),
        problem.isTemporary && retry && button("Try again", retry, { class: "button quiet" }),
        traceLink(problem.traceID));
}
