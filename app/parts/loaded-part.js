import { isAbort } from "../backend/problems.js";
import { attempt } from "./attempt.js";
import { element, focusHeading } from "./dom.js";
import { notify } from "./notices.js";
import { problemAlert } from "./problem-alert.js";
import { leaveIfSignedOut } from "./signed-out.js";

/**
 * A part of a page, and how it is kept up to date.
 * @typedef {object} LoadedPart
 * @property {HTMLElement} element
 * @property {() => Promise<void>} load Asks anew.
 * @property {(call: () => Promise<unknown>, message: string) => Promise<void>} change Makes a change; then shows the
 *   part anew and says what has been done, or says why not.
 * @property {(message: string) => Promise<void>} changed Shows the part anew after a change, and says what has been
 *   done.
 */

/**
 * A part of a page that shows what a call answers; until then it says so, and afterwards why there is no answer.
 *
 * @template Answer
 * @param {object} options
 * @param {AbortSignal} options.signal
 * @param {(options: { signal: AbortSignal }) => Promise<Answer>} options.ask
 * @param {(answer: Answer) => (Node | string)[]} options.show
 * @param {(error: unknown) => boolean} [options.showProblem] Whether the page has shown the problem itself.
 * @returns {LoadedPart}
 */
export function loadedPart({ signal, ask, show, showProblem = () => false }) {
    const place = element("div", {}, element("p", { class: "loading" }, "Loading…"));
    let lastCall = 0;

    // The answer of a call that has been overtaken is not shown.
    const load = async () => {
        lastCall += 1;
        const call = lastCall;
        try {
            const answer = await ask({ signal });
            if (call === lastCall) place.replaceChildren(...show(answer));
        } catch (error) {
            if (call !== lastCall || isAbort(error) || leaveIfSignedOut(error)) return;
            place.replaceChildren(showProblem(error) ? "" : problemAlert(error, load));
        }
    };

    const changed = async (/** @type {string} */ message) => {
        await load();
        notify(message);
        // The control that was used is gone.
        focusHeading();
    };

    load();
    return {
        element: place,
        load,
        change: async (call, message) => {
            if (await attempt(call)) await changed(message);
        },
        changed,
    };
}
