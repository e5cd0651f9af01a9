import { ApiError } from "../generated/api.js";
import { NoAnswer } from "./requests.js";

/**
 * What a person is told when a call failed.
 * @typedef {object} Problem
 * @property {string} message
 * @property {string} [field] The field that is wrong, as forms call it: `newPassword`.
 * @property {string} [reason] What is wrong with the field: `must not be empty`.
 * @property {string} [traceID]
 * @property {boolean} isTemporary Whether the same call may succeed later.
 */

/**
 * @param {unknown} error
 * @returns {Problem}
 */
export function describe(error) {
    if (error instanceof ApiError) return describeAnswer(error.problem);
    if (error instanceof NoAnswer) {
        return { message: "The server can’t be reached. Check your connection, and try again.", isTemporary: true };
    }
    console.error(error);
    return { message: "Something went wrong in this page. Reload it, and try again.", isTemporary: false };
}

/**
 * @param {import("../generated/api.js").ProblemDetails} problem
 * @returns {Problem}
 */
function describeAnswer(problem) {
    const { field, reason } = split(problem);
    return {
        message: sentence(reason),
        field,
        reason: field && reason,
        traceID: problem.traceId,
        isTemporary: problem.status === 429 || problem.status >= 500,
    };
}

/**
 * Services name a field as the protos do: `new_password: must have at least 8 characters`.
 *
 * @param {import("../generated/api.js").ProblemDetails} problem
 */
function split(problem) {
    const detail = problem.detail ?? problem.title;
    const named = problem.status === 400 ? /^([a-z][A-Za-z0-9_]*): (.+)$/s.exec(detail) : null;
    if (!named) return { reason: detail };
    const [first, ...others] = named[1].split("_");
    const field = first + others.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
    return { field, reason: named[2] };
}

/**
 * What is wrong with a field, as a sentence: `Name must not be empty.`
 *
 * @param {string} label
 * @param {Problem} problem
 */
export function fieldMessage(label, { reason, message }) {
    return reason && /^(is|must|may|can) /.test(reason) ? sentence(`${label} ${reason}`) : message;
}

/** @param {string} text */
function sentence(text) {
    const first = text.charAt(0).toUpperCase() + text.slice(1);
    return /[.!?]$/.test(first) ? first : `${first}.`;
}

/**
 * Whether a call failed because the caller is not known (any more).
 *
 * @param {unknown} error
 */
export function isSignedOut(error) {
    return error instanceof ApiError && error.status === 401;
}

/**
 * Whether a call was given up because the person has gone on to another page.
 *
 * @param {unknown} error
 */
export function isAbort(error) {
    return error instanceof DOMException && error.name === "AbortError";
}
