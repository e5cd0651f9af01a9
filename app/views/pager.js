import { button, element } from "../parts/dom.js";

/**
 * The way from one page to those beside it; empty when there is only one.
 *
 * @param {string[]} tokens The tokens of the pages up to the one that is shown.
 * @param {string} nextToken Empty on the last page.
 * @param {(tokens: string[]) => unknown} goTo
 */
export function pager(tokens, nextToken, goTo) {
    if (tokens.length === 1 && !nextToken) return "";
    return element(
        "nav", { class: "pager", "aria-label": "Pages of entities" },
        tokens.length > 1 && button("Newer", () => goTo(tokens.slice(0, -1))),
        element("span", {}, `Page ${tokens.length}`),
        nextToken && button("Older", () => goTo([...tokens, nextToken])));
}
