import { isSignedOut } from "../backend/problems.js";
import { session } from "../backend/session.js";
import { redirect } from "../router.js";
import { notifyProblem } from "./notices.js";

/**
 * Sends whoever is not signed in any more to sign in, and back to this page afterwards.
 *
 * @param {unknown} error
 * @returns {boolean} Whether that was the problem.
 */
export function leaveIfSignedOut(error) {
    // Who is signing in can't have been signed out.
    if (session.user === null || !isSignedOut(error)) return false;
    const next = location.hash;
    session.set(null);
    redirect("/sign-in", { next });
    notifyProblem(error, "Your session has ended. Sign in again.");
    return true;
}
