/**
 * Where the hash points: `#/entities?filter=stone` is the path `/entities` with a parameter. All else is the start.
 *
 * @param {string} hash
 * @returns {{ path: string, parameters: URLSearchParams }}
 */
export function parse(hash) {
    if (!hash.startsWith("#/")) return { path: "/", parameters: new URLSearchParams() };
    const [path, query = ""] = hash.slice(1).split("?", 2);
    return { path, parameters: new URLSearchParams(query) };
}

/**
 * Goes to another page of the app.
 *
 * @param {string} path
 * @param {Record<string, string>} [parameters]
 */
export function navigate(path, parameters = {}) {
    const hash = format(path, parameters);
    if (location.hash === hash) window.dispatchEvent(new HashChangeEvent("hashchange"));
    else location.hash = hash;
}

/**
 * Goes to another page in place of this one, which the back button then skips.
 *
 * @param {string} path
 * @param {Record<string, string>} [parameters]
 */
export function redirect(path, parameters = {}) {
    location.replace(format(path, parameters));
}

/**
 * Changes the address to what the page shows now, for reloads and bookmarks. The page stays.
 *
 * @param {string} path
 * @param {Record<string, string>} parameters
 */
export function replaceAddress(path, parameters) {
    history.replaceState(null, "", format(path, parameters));
}

/**
 * @param {string} path
 * @param {Record<string, string>} parameters
 */
function format(path, parameters) {
    const given = Object.entries(parameters).filter(([, value]) => value);
    const query = new URLSearchParams(given).toString();
    return `#${path}${query && `?${query}`}`;
}
