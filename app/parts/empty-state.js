import { element } from "./dom.js";

/**
 * Stands in place of a list that has nothing in it, and says what one can do about that.
 *
 * @param {string} title
 * @param {...(Node | string)} hint
 */
export function emptyState(title, ...hint) {
    return element(
        "div", { class: "empty" }, element("p", { class: "empty-title" }, title), element("p", {}, ...hint));
}
