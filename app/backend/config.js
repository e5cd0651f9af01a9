/** What the gateway tells the page about its surroundings. */
const config = { traces: /** @type {unknown} */ (null) };

/** Reads the configuration. Without one the app works, but has no links to traces. */
export async function loadConfig() {
    try {
        const response = await fetch("app-config.json");
        if (response.ok) Object.assign(config, await response.json());
    } catch {
        // The first request of the page itself will show that the gateway is away.
    }
}

/**
 * Where a trace can be seen; nothing when that is not known.
 *
 * @param {string | undefined} traceID
 * @returns {string | undefined}
 */
export function traceURL(traceID) {
    if (!traceID || typeof config.traces !== "string" || !/^https?:\/\//.test(config.traces)) return undefined;
    return config.traces.replaceAll("{id}", encodeURIComponent(traceID));
}
