import { auth } from "../backend/api.js";
import { listProviders, providerTitle } from "../backend/providers.js";
import { button, element } from "../parts/dom.js";
import { facts } from "../parts/facts.js";
import { loadedPart } from "../parts/loaded-part.js";
import { time, timeText } from "../parts/time.js";
import { programName } from "./program-name.js";

/**
 * Shows where the account is signed in, and ends those sessions that should not be.
 *
 * @type {import("../pages.js").Page["render"]}
 */
export function sessionsPage({ signal }) {
    /** @param {import("../generated/api.js").CallOptions} options */
    const ask = (options) => Promise.all([
        auth.listSessions(options),
        // They only give names.
        listProviders(options).catch(() => []),
    ]);

    /** @type {import("../parts/loaded-part.js").LoadedPart} */
    const part = loadedPart({
        signal,
        ask,
        show: ([{ sessions }, providers]) => [
            element("ul", { class: "cards" }, ...sessions.map((each) => card(each, providers))),
            sessions.some((each) => !each.current)
                ? button("Sign out all other sessions", revokeOthers, { class: "button danger" }) : "",
        ],
    });

    const revokeOthers = () => part.change(
        () => auth.revokeAllSessions({ keepCurrent: true }), "All other sessions have been signed out.");

    /**
     * @param {import("../generated/api.js").Session} each
     * @param {import("../backend/providers.js").Provider[]} providers
     */
    const card = (each, providers) => {
        const name = programName(each.userAgent);
        const provider = providers.find(({ name }) => name === each.provider);
        return element(
            "li", { class: "card" },
            element(
                "div", { class: "card-text" },
                element(
                    "h2", { title: each.userAgent || undefined }, name,
                    each.current && element("span", { class: "badge" }, "this session")),
                facts(
                    each.clientAddress && [each.clientAddress],
                    each.provider && [`by ${provider ? providerTitle(provider) : each.provider}`],
                    ["signed in ", time(each.createTime)], ["last used ", time(each.lastUseTime)])),
            !each.current && button(
                "Sign out",
                () => part.change(() => auth.revokeSession({ id: each.id }), `${name} has been signed out.`),
                { "aria-label": `Sign out ${name}, last used ${timeText(each.lastUseTime)}` }));
    };

    return part.element;
}
