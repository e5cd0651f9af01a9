import { traceURL } from "../backend/config.js";
import { element } from "./dom.js";

/**
 * A link to a request's own trace; its id alone when nobody knows where traces can be seen; nothing without an id.
 *
 * @param {string | undefined} traceID
 * @returns {HTMLElement | null}
 */
export function traceLink(traceID) {
    if (!traceID) return null;
    const text = `trace ${traceID.slice(0, 8)}`;
    const url = traceURL(traceID);
    if (!url) return element("span", { class: "trace", title: traceID }, text);
    return element(
        "a",
        { class: "trace", href: url, target: "_blank", rel: "noopener noreferrer", title: traceID },
        text, element("span", { class: "visually-hidden" }, " (opens in a new tab)"));
}
