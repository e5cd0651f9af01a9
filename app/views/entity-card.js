import { button, element } from "../dom.js";
import { time } from "../time.js";

/**
 * An entity in the list, and what can be done with it.
 *
 * @param {import("../generated/api.js").Entity} entity
 * @param {import("./entity-changes.js").EntityChanges} changes
 */
export function entityCard(entity, changes) {
    return element(
        "li", { class: "card", "data-entity": entity.id },
        element(
            "div", { class: "card-text" },
            element("h2", {}, entity.name),
            entity.description && element("p", { class: "description" }, entity.description),
            element("p", { class: "details" }, "changed ", time(entity.updateTime))),
        button("Edit", () => changes.edit(entity), { "aria-label": `Edit ${entity.name}` }),
        button("Delete", () => changes.remove(entity), { "aria-label": `Delete ${entity.name}` }));
}
