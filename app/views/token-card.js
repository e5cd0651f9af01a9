import { button, element } from "../parts/dom.js";
import { facts } from "../parts/facts.js";
import { time } from "../parts/time.js";

/**
 * An API token in the list.
 *
 * @param {import("../generated/api.js").ApiToken} token
 * @param {(token: import("../generated/api.js").ApiToken) => unknown} revoke
 */
export function tokenCard(token, revoke) {
    return element(
        "li", { class: "card" },
        element(
            "div", { class: "card-text" },
            element("h2", {}, token.name),
            element("p", { class: "scopes" }, ...token.scopes.map((scope) => element("code", {}, scope))),
            facts(
                ["expires ", time(token.expireTime)],
                token.lastUseTime ? ["last used ", time(token.lastUseTime)] : ["never used"])),
        button("Revoke", () => revoke(token), { "aria-label": `Revoke ${token.name}` }));
}
