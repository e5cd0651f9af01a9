import { element } from "./dom.js";

const format = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/**
 * A time as its reader writes it.
 *
 * @param {string | null | undefined} text An RFC 3339 time.
 * @returns {HTMLElement}
 */
export function time(text) {
    return element("time", { datetime: text }, timeText(text));
}

/**
 * The same as text.
 *
 * @param {string | null | undefined} text
 */
export function timeText(text) {
    const date = new Date(text ?? NaN);
    return Number.isNaN(date.getTime()) ? "unknown" : format.format(date);
}
