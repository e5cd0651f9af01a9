/** How many requests are remembered. */
const maximum = 20;

/**
 * A request that was made.
 * @typedef {object} RequestRecord
 * @property {string} method
 * @property {string} path
 * @property {number | undefined} status Nothing when there was no answer.
 * @property {number} duration In milliseconds, as the page saw it.
 * @property {string | undefined} traceID
 */

/** The last requests, the newest first, and who wants to hear of new ones. */
export const requests = new (class extends EventTarget {
    /** @type {RequestRecord[]} */
    records = [];

    /** @param {RequestRecord} record */
    add(record) {
        this.records = [record, ...this.records].slice(0, maximum);
        this.dispatchEvent(new Event("change"));
    }
})();

/** There was no answer: the gateway is down, or the network is. */
export class NoAnswer extends Error {}

/**
 * Sends a request as `fetch` does, and remembers it with the trace that the gateway names.
 *
 * @type {typeof fetch}
 */
export async function recordedFetch(url, init = {}) {
    const start = performance.now();
    /** @type {Omit<RequestRecord, "duration">} */
    const record = { method: init.method ?? "GET", path: String(url), status: undefined, traceID: undefined };
    try {
        const response = await fetch(url, init);
        record.status = response.status;
        record.traceID = traceID(response.headers.get("traceresponse"));
        return response;
    } catch (error) {
        throw init.signal?.aborted ? error : new NoAnswer("no answer", { cause: error });
    } finally {
        if (!init.signal?.aborted) requests.add({ ...record, duration: performance.now() - start });
    }
}

/**
 * The trace id of a `traceresponse` field: `00-<trace id>-<span id>-<flags>` (W3C Trace Context Level 2).
 *
 * @param {string | null} field
 */
function traceID(field) {
    return /^[0-9a-f]{2}-([0-9a-f]{32})-/.exec(field ?? "")?.[1];
}
