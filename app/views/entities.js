import { alert } from "../alerts.js";
import { entities } from "../api.js";
import { button, element, focusHeading } from "../dom.js";
import { describe, isAbort } from "../problems.js";
import { navigate } from "../router.js";
import { leaveIfSignedOut } from "../signed-out.js";
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
    // The tokens of the pages up to the one that is shown; the first page has none.
    let tokens = [""];
    const box = filterBox(filter, (text) => navigate("/entities", { filter: text }));
    const list = element("div", { id: "entities" }, element("p", { class: "loading" }, "Loading…"));
    const status = element("p", { class: "visually-hidden", role: "status" });

    const load = async () => {
        try {
            const answer = await entities.listEntities({ pageSize, pageToken: tokens.at(-1), filter }, { signal });
            // Deleting the last one of a page leaves an empty page.
            if (answer.entities.length === 0 && tokens.length > 1) {
                tokens.pop();
                await load();
                return;
            }
            list.replaceChildren(...content(answer));
            status.textContent = `Page ${tokens.length}, ${answer.entities.length} entities`;
        } catch (error) {
            if (isAbort(error) || leaveIfSignedOut(error)) return;
            showProblem(error);
        }
    };

    const showProblem = (/** @type {unknown} */ error) => {
        const problem = describe(error);
        if (problem.field === "filter") {
            box.showProblem(problem);
            list.replaceChildren();
        } else {
            list.replaceChildren(alert(error, load));
        }
    };

    const goTo = async (/** @type {string[]} */ next) => {
        tokens = next;
        await load();
        focusHeading();
    };

    const changes = entityChanges({
        list,
        reload: load,
        reloadFromStart: async () => {
            tokens = [""];
            await load();
        },
    });

    /** @param {import("../generated/api.js").ListEntitiesResponse} answer */
    const content = ({ entities: page, nextPageToken }) => {
        if (page.length === 0) {
            const text = filter ? "Nothing matches this filter." : "There is nothing here yet.";
            return [element("p", { class: "empty" }, text)];
        }
        const cards = page.map((each) => entityCard(each, changes));
        return [element("ul", { class: "cards" }, ...cards), pager(tokens, nextPageToken, goTo)];
    };

    load();
    const create = button("New entity", changes.create, { class: "button primary", id: "new-entity" });
    return element("div", {}, element("div", { class: "toolbar" }, box.element, create), status, list);
}
