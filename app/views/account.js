import { auth } from "../backend/api.js";
import { listProviders } from "../backend/providers.js";
import { session } from "../backend/session.js";
import { element } from "../parts/dom.js";
import { facts } from "../parts/facts.js";
import { loadedPart } from "../parts/loaded-part.js";
import { time } from "../parts/time.js";
import { identitiesSection } from "./identities.js";
import { passwordSection } from "./password.js";

/**
 * Shows whose account it is and what opens it, and lets that be changed.
 *
 * @type {import("../pages.js").Page["render"]}
 */
export function accountPage({ signal }) {
    /** @param {import("../generated/api.js").CallOptions} options */
    const ask = (options) => Promise.all([auth.listIdentities(options), listProviders(options)]);

    /** @type {import("../parts/loaded-part.js").LoadedPart} */
    const part = loadedPart({
        signal,
        ask,
        show: ([{ identities, hasPassword }, providers]) => [
            element(
                "div", { class: "sections" },
                personSection(),
                passwordSection({ hasPassword, changed: part.changed }),
                identitiesSection({ identities, providers, change: part.change })),
        ],
    });
    return part.element;
}

function personSection() {
    const { user } = session;
    return element(
        "section", { class: "panel" },
        element("h2", {}, user?.name ?? ""),
        facts([user?.email ?? ""], ["since ", time(user?.createTime)]));
}
