import { notifyProblem } from "./notices.js";
import { leaveIfSignedOut } from "./signed-out.js";

/**
 * Makes a call, and says why it failed when it did.
 *
 * @param {() => Promise<unknown>} call
 * @returns {Promise<boolean>} Whether it has succeeded.
 */
export async function attempt(call) {
    try {
        await call();
        return true;
    } catch (error) {
        if (!leaveIfSignedOut(error)) notifyProblem(error);
        return false;
    }
}
