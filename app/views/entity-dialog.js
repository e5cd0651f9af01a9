import { entities } from "../api.js";
import { button, element, uniqueID } from "../dom.js";
import { form } from "../form.js";
import { quoted } from "../quoted.js";
import { leaveIfSignedOut } from "../signed-out.js";

/**
 * Asks for a new entity, or for changes of one.
 *
 * @param {import("../generated/api.js").Entity | null} entity
 * @param {(message: string) => unknown} saved Is told what has been done.
 */
export function editEntity(entity, saved) {
    const titleID = uniqueID("title");
    const dialog = element("dialog", { class: "dialog", "aria-labelledby": titleID });
    // The same form sent twice, because its first answer was lost, makes one entity.
    const requestId = crypto.randomUUID?.();
    dialog.append(
        element("h2", { id: titleID }, entity ? "Edit the entity" : "New entity"),
        form({
            fields: [
                { name: "name", label: "Name", value: entity?.name, isRequired: true },
                { name: "description", label: "Description", type: "multiline", value: entity?.description },
            ],
            submit: "Save",
            actions: [button("Cancel", () => dialog.close())],
            send: async (values) => {
                try {
                    if (entity) await entities.updateEntity({ id: entity.id, etag: entity.etag, ...values });
                    else await entities.createEntity({ requestId, ...values });
                } catch (error) {
                    if (!leaveIfSignedOut(error)) throw error;
                    dialog.close();
                    return;
                }
                dialog.close();
                await saved(`${quoted(values.name)} has been ${entity ? "saved" : "created"}.`);
            },
        }));
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
}
