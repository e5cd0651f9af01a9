import { entities } from "../backend/api.js";
import { openDialog } from "../parts/dialog.js";
import { button } from "../parts/dom.js";
import { form } from "../parts/form.js";
import { quoted } from "../parts/quoted.js";
import { textField } from "../parts/text-field.js";

/**
 * Asks for a new entity, or for changes of one.
 *
 * @param {import("../generated/api.js").Entity | null} entity
 * @param {(message: string) => unknown} saved Is told what has been done.
 */
export function editEntity(entity, saved) {
    // The same form sent twice, because its first answer was lost, makes one entity.
    const requestId = crypto.randomUUID?.();
    openDialog(entity ? "Edit the entity" : "New entity", (close) => [
        form({
            fields: [
                textField({ name: "name", label: "Name", value: entity?.name, isRequired: true }),
                textField({
                    name: "description", label: "Description", type: "multiline", value: entity?.description,
                }),
            ],
            submit: "Save",
            actions: [button("Cancel", close)],
            send: async (values) => {
                if (entity) await entities.updateEntity({ id: entity.id, etag: entity.etag, ...values });
                else await entities.createEntity({ requestId, ...values });
                close();
                await saved(`${quoted(values.name)} has been ${entity ? "saved" : "created"}.`);
            },
        }),
    ]);
}
