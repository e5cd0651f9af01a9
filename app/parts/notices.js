import { describe } from "../backend/problems.js";
import { button, byID, element } from "./dom.js";
import { traceLink } from "./trace-link.js";

const place = byID("notices");
/** The page that the notice was shown on. */
let shownOn = "";

/**
 * What can be done about what has happened, such as to undo it.
 * @typedef {{ text: string, run: () => unknown }} Action
 */

/**
 * Says what has happened, in a region that screen readers read out. It stays until it is closed or another takes its
 * place: nobody has to be quick.
 *
 * @param {string} message
 * @param {{ traceID?: string, action?: Action }} [options]
 */
export function notify(message, options = {}) {
    const { traceID, action } = options;
    shownOn = location.hash;
    place.replaceChildren(element(
        "div", { class: "notice" },
        element("p", {}, message),
        action && button(action.text, action.run, { class: "button quiet" }),
        traceLink(traceID),
        button("×", closeNotice, { class: "button close", "aria-label": "Close this message" })));
}

/**
 * Says what has failed.
 *
 * @param {unknown} error
 * @param {string} [message] In place of the answer's own words.
 */
export function notifyProblem(error, message) {
    const problem = describe(error);
    notify(message ?? problem.message, { traceID: problem.traceID });
}

/** Takes the notice away if it belongs to a page that has been left. */
export function closeOldNotice() {
    if (shownOn !== location.hash) closeNotice();
}

/** Goes to what can be done about what has happened, when the control that was used is gone. */
export function focusNotice() {
    place.querySelector("button")?.focus();
}

/** Takes the notice away. Whoever had the focus in it goes on in the page. */
function closeNotice() {
    const hadFocus = place.contains(document.activeElement);
    place.replaceChildren();
    if (hadFocus) byID("main").focus();
}
