import { entities } from "../backend/api.js";
import { describe } from "../backend/problems.js";
import { button, checkbox, element, focusHeading } from "../parts/dom.js";
import { emptyState } from "../parts/empty-state.js";
import { loadedPart } from "../parts/loaded-part.js";
import { navigate, replaceAddress } from "../router.js";
import { entityCard } from "./entity-card.js";
import { entityChanges } from "./entity-changes.js";
import { filterBox } from "./filter-box.js";
import { pager } from "./pager.js";

const pageSize = 10;

/**
 * Lists the entities of whoever is signed in, page by page, and lets them make, change, delete and restore some.
 *
 * @type {import("../pages.js").Page["render"]}
 */
export function entitiesPage({ parameters, signal }) {
    const filter = parameters.get("filter") ?? "";
    let showDeleted = parameters.get("deleted") === "true";
    // The tokens of the pages up to the one that is shown; the first page has none.
    let tokens = [""];
    const address = (/** @type {string} */ text) => ({ filter: text, deleted: showDeleted ? "true" : "" });
    const box = filterBox(filter, (text) => navigate("/entities", address(text)));
    const status = element("p", { class: "visually-hidden", role: "status" });

    /** @type {(options: { signal: AbortSignal }) => Promise<import("../generated/api.js").ListEntitiesResponse>} */
    const ask = async (options) => {
        const request = { pageSize, pageToken: tokens.at(-1), filter, showDeleted: showDeleted || undefined };
        const answer = await entities.listEntities(request, options);
        if (answer.entities.length > 0 || tokens.length === 1) return answer;
        // Deleting the last one of a page leaves an empty page.
        tokens.pop();
        return ask(options);
    };

    const list = loadedPart({
        signal,
        ask,
        show: ({ entities: page, nextPageToken }) => {
            status.textContent = `Page ${tokens.length}, ${page.length} entities`;
            if (page.length === 0) return [nothing(filter)];
            const cards = page.map((each) => entityCard(each, changes));
            return [element("ul", { class: "cards" }, ...cards), pager(tokens, nextPageToken, goTo)];
        },
        showProblem: (error) => {
            const problem = describe(error);
            if (problem.field !== "filter") return false;
            box.showProblem(problem);
            return true;
        },
    });
    const loadFromStart = () => {
        tokens = [""];
        return list.load();
    };

    const goTo = async (/** @type {string[]} */ next) => {
        tokens = next;
        await list.load();
        focusHeading();
    };

    // The page stays the same, and so does what has the focus; a reload shows the same list.
    const deletedBox = checkbox("Show deleted ones, too", showDeleted, (isChecked) => {
        showDeleted = isChecked;
        replaceAddress("/entities", address(filter));
        return loadFromStart();
    });

    const create = button("New entity", () => changes.create(), { class: "button primary" });
    const changes = entityChanges({
        list: list.element,
        createButton: create,
        reload: list.load,
        reloadFromStart: loadFromStart,
    });
    return element(
        "div", {},
        element("div", { class: "toolbar" }, box.element, create, deletedBox),
        status, list.element);
}

/** @param {string} filter */
function nothing(filter) {
    return filter
        ? emptyState("Nothing matches this filter.", element("a", { href: "#/entities" }, "Show all entities"))
        : emptyState("There is nothing here yet.", "What you make is kept here, and only you can see it.");
}
