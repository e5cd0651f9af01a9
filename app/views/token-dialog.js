import { auth } from "../backend/api.js";
import { checkboxesField, selectField } from "../parts/choice-fields.js";
import { openDialog } from "../parts/dialog.js";
import { button } from "../parts/dom.js";
import { form } from "../parts/form.js";
import { textField } from "../parts/text-field.js";

const scopes = [
    { value: "entities:read", text: "Read entities" },
    { value: "entities:write", text: "Change entities" },
    { value: "account", text: "See the account, its sessions and its tokens, and end them" },
];
/** In days. */
const lifetimes = [
    { value: "7", text: "in a week" },
    { value: "30", text: "in 30 days" },
    { value: "90", text: "in 90 days" },
    { value: "365", text: "in a year" },
];

/**
 * Asks for a new API token.
 *
 * @param {(answer: import("../generated/api.js").CreateTokenResponse) => unknown} created
 */
export function createToken(created) {
    openDialog("New API token", (close) => [
        form({
            fields: [
                textField({
                    name: "name", label: "Name", hint: "What will use it, such as a script.", isRequired: true,
                }),
                checkboxesField({ name: "scopes", label: "Scopes", choices: scopes }),
                selectField({ name: "expireTime", label: "Expires", choices: lifetimes, value: "90" }),
            ],
            submit: "Create",
            actions: [button("Cancel", close)],
            send: async ({ expireTime, ...others }) => {
                const answer = await auth.createToken({ expireTime: afterDays(Number(expireTime)), ...others });
                close();
                await created(answer);
            },
        }),
    ]);
}

/** @param {number} days */
function afterDays(days) {
    return new Date(Date.now() + days * 86_400_000).toISOString();
}
