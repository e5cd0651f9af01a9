import { element } from "./parts/dom.js";
import { requests } from "./backend/requests.js";
import { traceLink } from "./parts/trace-link.js";

/**
 * Shows the last requests with their traces, the newest in the summary.
 *
 * @param {HTMLElement} panel
 */
export function startRequestsPanel(panel) {
    const last = element("span", { class: "requests-last" });
    const list = element("ol", { class: "requests-list" });
    panel.replaceChildren(
        element("summary", {}, element("span", { class: "requests-title" }, "Requests"), last), list);
    const show = () => {
        panel.hidden = requests.records.length === 0;
        const [newest] = requests.records;
        last.textContent = newest ? outline(newest) : "";
        list.replaceChildren(...requests.records.map(row));
    };
    requests.addEventListener("change", show);
    show();
}

/** @param {import("./backend/requests.js").RequestRecord} record */
function row(record) {
    return element(
        "li", {},
        element("span", { class: "requests-outline" }, outline(record)),
        element("span", { class: "requests-duration" }, `${record.duration.toFixed(0)} ms`),
        traceLink(record.traceID));
}

/** @param {import("./backend/requests.js").RequestRecord} record */
function outline(record) {
    const path = record.path.length > 60 ? `${record.path.slice(0, 59)}…` : record.path;
    return `${record.method} ${path} · ${record.status ?? "no answer"}`;
}
