import { notify } from "./notices.js";
import { describe } from "./problems.js";
import { redirect } from "./router.js";
import { session } from "./session.js";

/**
 * Sends whoever is not signed in any more to sign in, and back to this page afterwards.
 *
 * @param {unknown} error
 * @returns {boolean} Whether that was the problem.
 */
export function leaveIfSignedOut(error) {
    const problem = describe(error);
    if (!problem.isSignedOut) return false;
    const next = location.hash;
    session.set(null);
    redirect("/sign-in", { next });
    notify("Your session has ended. Sign in again.", { traceID: problem.traceID });
    return true;
}
