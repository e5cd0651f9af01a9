import { loadConfig } from "./backend/config.js";
import { takeProviderFailure } from "./backend/provider-return.js";
import { session } from "./backend/session.js";
import { markCurrent, startHeader } from "./header.js";
import { pages } from "./pages.js";
import { closeDialogs } from "./parts/dialog.js";
import { byID, element } from "./parts/dom.js";
import { closeOldNotice } from "./parts/notices.js";
import { problemAlert } from "./parts/problem-alert.js";
import { startRequestsPanel } from "./requests-panel.js";
import { parse, redirect } from "./router.js";
import { showProviderFailure } from "./views/provider-failure.js";

const main = byID("main");
let leaving = new AbortController();
/** Told on the first page that is shown. */
let providerFailure = takeProviderFailure();

/** Shows the page that the hash names, or sends those elsewhere for whom it is not. */
function showPage({ isFirst = false } = {}) {
    // A link to a part of the page, such as #main, is no page.
    if (location.hash && !location.hash.startsWith("#/")) return;
    const { path, parameters } = parse(location.hash);
    const page = pages.find((each) => each.path === path);
    if (!page || page.needsUser !== (session.user !== null)) {
        const isKept = page?.needsUser && session.user === null;
        redirect(session.user ? "/entities" : "/sign-in", isKept ? { next: location.hash } : {});
        return;
    }
    leaving.abort();
    leaving = new AbortController();
    closeDialogs();
    closeOldNotice();
    main.classList.toggle("centred", !page.needsUser);
    document.title = `${page.title} – Cairn`;
    const heading = element("h1", { tabindex: "-1" }, page.title);
    main.replaceChildren(heading, page.render({ parameters, signal: leaving.signal }));
    markCurrent(path);
    // A screen reader says where one has got to; at the start it reads the page anyway.
    if (!isFirst) heading.focus();
    if (providerFailure) showProviderFailure(providerFailure, heading);
    providerFailure = null;
}

async function start() {
    try {
        await session.load();
    } catch (error) {
        main.replaceChildren(element("h1", {}, "Cairn"), problemAlert(error, start));
        return;
    }
    window.addEventListener("hashchange", () => showPage());
    showPage({ isFirst: true });
}

byID("skip-link").addEventListener("click", (event) => {
    event.preventDefault();
    main.focus();
});
startHeader();
startRequestsPanel(byID("requests"));
await loadConfig();
await start();
