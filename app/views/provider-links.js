import { listProviders, providerTitle, providerURL } from "../backend/providers.js";
import { element } from "../parts/dom.js";

/**
 * Links to sign in by a provider, hidden while there are none to be offered.
 *
 * @param {string} page Where one gets to afterwards.
 * @param {AbortSignal} signal
 */
export function providerLinks(page, signal) {
    const place = element("div", { class: "providers", hidden: true });
    fill(place, page, signal);
    return place;
}

/**
 * @param {HTMLElement} place
 * @param {string} page
 * @param {AbortSignal} signal
 */
async function fill(place, page, signal) {
    // Without them the password still works, or shows what does not.
    const providers = await listProviders({ signal }).catch(() => []);
    if (providers.length === 0) return;
    place.replaceChildren(
        element("p", { class: "or" }, "or"),
        ...providers.map((provider) => element(
            "a", { class: "button wide", href: providerURL(provider, { page }) },
            `Continue with ${providerTitle(provider)}`)));
    place.hidden = false;
}
