import { auth } from "../api.js";
import { element } from "../dom.js";

/**
 * What the gateway has answered; asked once, as it changes only when the services are configured anew.
 *
 * @type {import("../generated/api.js").ListProvidersResponse | undefined}
 */
let answered;

/**
 * Links to sign in by a provider, hidden while there are none to be offered.
 *
 * @param {AbortSignal} signal
 */
export function providerButtons(signal) {
    const place = element("div", { class: "providers", hidden: true });
    fill(place, signal);
    return place;
}

/**
 * @param {HTMLElement} place
 * @param {AbortSignal} signal
 */
async function fill(place, signal) {
    try {
        answered ??= await auth.listProviders({ signal });
    } catch {
        // The password still works, or shows what does not.
        return;
    }
    const { providers } = answered;
    if (providers.length === 0) return;
    place.replaceChildren(
        element("p", { class: "or" }, "or"),
        ...providers.map((provider) => element(
            "a", { class: "button wide", href: `/auth/${encodeURIComponent(provider.name)}/login` },
            `Continue with ${provider.title || provider.name}`)));
    place.hidden = false;
}
