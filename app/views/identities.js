import { auth } from "../backend/api.js";
import { providerTitle, providerURL } from "../backend/providers.js";
import { confirm } from "../parts/dialog.js";
import { button, element } from "../parts/dom.js";
import { facts } from "../parts/facts.js";
import { time } from "../parts/time.js";

/** @typedef {import("../backend/providers.js").Provider} Provider */
/** @typedef {import("../generated/api.js").Identity} Identity */

/**
 * Shows by which providers the account can be opened, unlinks them and links others; nothing where there are none.
 *
 * @param {object} options
 * @param {Identity[]} options.identities
 * @param {Provider[]} options.providers
 * @param {(call: () => Promise<unknown>, message: string) => unknown} options.change
 */
export function identitiesSection({ identities, providers, change }) {
    const others = providers.filter((each) => !identities.some((identity) => identity.provider === each.name));
    if (identities.length + others.length === 0) return null;

    const unlink = (/** @type {string} */ provider, /** @type {string} */ title) => confirm({
        title: `Unlink ${title}?`,
        text: `You will not be able to sign in by ${title} any more, and the other sessions that it opened will end.`,
        action: "Unlink",
        run: () => change(() => auth.unlinkIdentity({ provider }), `${title} has been unlinked.`),
    });

    const row = (/** @type {Identity} */ identity) => {
        const known = providers.find((each) => each.name === identity.provider);
        // One whose provider is not configured any more can still be unlinked.
        const title = known ? providerTitle(known) : identity.provider;
        return element(
            "li", { class: "row" },
            element(
                "div", { class: "card-text" },
                element("h3", {}, title),
                facts(
                    identity.email && [identity.email],
                    ["linked ", time(identity.createTime)], ["last used ", time(identity.lastUseTime)])),
            button("Unlink", () => unlink(identity.provider, title), { "aria-label": `Unlink ${title}` }));
    };

    const link = (/** @type {Provider} */ provider) => element(
        "a", { class: "button", href: providerURL(provider, { page: "/account", isLink: true }) },
        `Link ${providerTitle(provider)}`);

    return element(
        "section", { class: "panel" },
        element("h2", {}, "Sign-in by providers"),
        identities.length > 0
            ? element("ul", { class: "rows" }, ...identities.map(row))
            : element("p", { class: "hint" }, "Link one, and you can sign in without a password."),
        others.length > 0 && element("div", { class: "actions" }, ...others.map(link)));
}
