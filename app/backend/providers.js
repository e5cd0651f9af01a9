import { auth } from "./api.js";

/** @typedef {import("../generated/api.js").Provider} Provider */

/**
 * What the gateway has answered; asked once, as it changes only when the services are configured anew.
 *
 * @type {Provider[] | undefined}
 */
let known;

/**
 * The providers by which one can sign in.
 *
 * @param {import("../generated/api.js").CallOptions} [options]
 */
export async function listProviders(options) {
    known ??= (await auth.listProviders(options)).providers;
    return known;
}

/**
 * What people call a provider.
 *
 * @param {Provider} provider
 */
export function providerTitle(provider) {
    return provider.title || provider.name;
}

/**
 * Where the browser goes to sign in by a provider, or to link it to the account of whoever is signed in.
 *
 * @param {Provider} provider
 * @param {{ page: string, isLink?: boolean }} options The page of this app to come back to: `/entities`.
 */
export function providerURL(provider, { page, isLink = false }) {
    const query = new URLSearchParams(isLink ? { link: "true" } : {});
    query.set("return_to", `/#${isReturnable(page) ? page : "/"}`);
    return `/auth/${encodeURIComponent(provider.name)}/login?${query}`;
}

/**
 * Whether the gateway would lead back to it: others are refused, and the sign-in with them.
 *
 * @param {string} page
 */
function isReturnable(page) {
    return /^\/[\x21-\x5b\x5d-\x7e]{0,1000}$/.test(page);
}
