import { describe } from "../backend/problems.js";
import { button, element } from "./dom.js";
import { traceLink } from "./trace-link.js";

/**
 * Shows why a call failed, read out at once.
 *
 * @param {unknown} error
 * @param {() => unknown} [retry] Makes the call again; offered when that can help.
 */
export function problemAlert(error, retry) {
    const problem = describe(error);
    return alertBox(
        problem.message,
        problem.isTemporary && retry && button("Try again", retry, { class: "button quiet" }),
        traceLink(problem.traceID));
}

/**
 * Says what went wrong, read out at once.
 *
 * @param {string} message
 * @param {...(Node | null | undefined | false)} actions
 */
export function alertBox(message, ...actions) {
    return element("div", { class: "alert", role: "alert" }, element("p", {}, message), ...actions);
}
