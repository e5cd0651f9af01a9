import { button, element } from "../parts/dom.js";
import { facts } from "../parts/facts.js";
import { time } from "../parts/time.js";

/**
 * An entity in the list, and what can be done with it.
 *
 * @param {import("../generated/api.js").Entity} entity
 * @param {import("./entity-changes.js").EntityChanges} changes
 */
export function entityCard(entity, changes) {
    const isDeleted = entity.deleteTime !== null && entity.deleteTime !== undefined;
    return element(
        "li", { class: isDeleted ? "card deleted" : "card", "data-entity": entity.id },
        element(
            "div", { class: "card-text" },
            element("h2", {}, entity.name, isDeleted && element("span", { class: "badge" }, "deleted")),
            entity.description && element("p", { class: "description" }, entity.description),
            isDeleted
                ? facts(
                    ["deleted ", time(entity.deleteTime)], ["can be restored until ", time(entity.expireTime)])
                : facts(["changed ", time(entity.updateTime)])),
        ...(isDeleted
            ? [button("Restore", () => changes.restore(entity), { "aria-label": `Restore ${entity.name}` })]
            : [
                button("Edit", () => changes.edit(entity), { "aria-label": `Edit ${entity.name}` }),
                button("Delete", () => changes.remove(entity), { "aria-label": `Delete ${entity.name}` }),
            ]));
}
