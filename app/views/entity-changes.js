import { entities } from "../backend/api.js";
import { attempt } from "../parts/attempt.js";
import { focusNotice, notify } from "../parts/notices.js";
import { quoted } from "../parts/quoted.js";
import { editEntity } from "./entity-dialog.js";

/** @typedef {import("../generated/api.js").Entity} Entity */

/**
 * What can be done with entities.
 * @typedef {object} EntityChanges
 * @property {() => unknown} create
 * @property {(entity: Entity) => unknown} edit
 * @property {(entity: Entity) => unknown} remove
 * @property {(entity: Entity) => unknown} restore
 */

/**
 * Carries out changes, shows the list anew, and says what has been done.
 *
 * @param {object} page
 * @param {HTMLElement} page.list Where the cards are.
 * @param {HTMLElement} page.createButton
 * @param {() => Promise<void>} page.reload
 * @param {() => Promise<void>} page.reloadFromStart For what is new: it comes first.
 * @returns {EntityChanges}
 */
export function entityChanges({ list, createButton, reload, reloadFromStart }) {
    /**
     * @param {() => Promise<unknown>} call
     * @param {string} message
     * @param {import("../parts/notices.js").Action} [action]
     */
    const change = async (call, message, action) => {
        if (!(await attempt(call))) return;
        if (list.isConnected) await reload();
        notify(message, { action });
        // The button that was clicked is gone; undoing is what one may want next.
        focusNotice();
    };

    const restore = (/** @type {Entity} */ entity) =>
        change(() => entities.undeleteEntity({ id: entity.id }), `${quoted(entity.name)} is back.`);

    return {
        create: () => editEntity(null, async (message) => {
            await reloadFromStart();
            notify(message);
            createButton.focus();
        }),
        edit: (entity) => editEntity(entity, async (message) => {
            await reload();
            notify(message);
            // The button that opened the form is gone with the old list.
            list.querySelector(`[data-entity="${CSS.escape(entity.id)}"]`)?.querySelector("button")?.focus();
        }),
        remove: (entity) => change(
            () => entities.deleteEntity({ id: entity.id }), `${quoted(entity.name)} has been deleted.`,
            { text: "Undo", run: () => restore(entity) }),
        restore,
    };
}
