/**
 * Why a provider has sent the browser back without a sign-in. Both are anybody's who makes a link.
 * @typedef {{ code: string, provider: string }} ProviderFailure
 */

/**
 * Takes what the gateway has added to the address out of it, so that neither a reload nor a bookmark shows it again.
 *
 * @returns {ProviderFailure | null}
 */
export function takeProviderFailure() {
    const address = new URL(location.href);
    const code = address.searchParams.get("error");
    const provider = address.searchParams.get("provider") ?? "";
    if (code === null) return null;
    address.searchParams.delete("error");
    address.searchParams.delete("provider");
    history.replaceState(null, "", address);
    return { code, provider };
}
