import { auth } from "../backend/api.js";
import { confirm } from "../parts/dialog.js";
import { button, element } from "../parts/dom.js";
import { emptyState } from "../parts/empty-state.js";
import { loadedPart } from "../parts/loaded-part.js";
import { quoted } from "../parts/quoted.js";
import { tokenCard } from "./token-card.js";
import { createToken } from "./token-dialog.js";
import { tokenSecret } from "./token-secret.js";

/**
 * Shows the API tokens of whoever is signed in, makes new ones and revokes others.
 *
 * @type {import("../pages.js").Page["render"]}
 */
export function tokensPage({ signal }) {
    const revoke = (/** @type {import("../generated/api.js").ApiToken} */ { id, name }) => confirm({
        title: `Revoke ${quoted(name)}?`,
        text: "Programs that use it lose their access at once. This can’t be undone.",
        action: "Revoke",
        run: () => part.change(() => auth.revokeToken({ id }), `${quoted(name)} has been revoked.`),
    });

    /** Where a new token's secret is shown, and which token that is. */
    const place = element("div");
    let newestID = "";

    /** @type {import("../parts/loaded-part.js").LoadedPart} */
    const part = loadedPart({
        signal,
        ask: (/** @type {import("../generated/api.js").CallOptions} */ options) => auth.listTokens(options),
        show: ({ tokens }) => {
            if (!tokens.some((each) => each.id === newestID)) place.replaceChildren();
            if (tokens.length === 0) {
                return [emptyState("There is no token yet.", "A script should have one of its own, with few scopes.")];
            }
            return [element("ul", { class: "cards" }, ...tokens.map((each) => tokenCard(each, revoke)))];
        },
    });

    const create = button("New token", () => createToken(async ({ secret, token }) => {
        await part.load();
        newestID = token?.id ?? "";
        const made = tokenSecret(secret, token?.name ?? "", () => create.focus());
        place.replaceChildren(made.element);
        made.focus();
    }), { class: "button primary" });

    return element(
        "div", {},
        element(
            "div", { class: "intro" },
            element(
                "p", { class: "hint" }, "A token lets a program use the API in your name. It goes into the header ",
                element("code", {}, "Authorization: Bearer TOKEN"), ". ",
                element("a", { href: "docs" }, "What the API can do"), " is written down."),
            create),
        place, part.element);
}
