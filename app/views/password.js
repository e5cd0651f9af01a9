import { auth } from "../backend/api.js";
import { session } from "../backend/session.js";
import { element } from "../parts/dom.js";
import { form } from "../parts/form.js";
import { textField } from "../parts/text-field.js";

/**
 * Changes the password, which ends all other sessions, or sets the first one of an account that a provider opens.
 *
 * @param {object} options
 * @param {boolean} options.hasPassword
 * @param {(message: string) => unknown} options.changed
 */
export function passwordSection({ hasPassword, changed }) {
    const current = textField({
        name: "currentPassword", label: "Current password", type: "password", autocomplete: "current-password",
        isRequired: true,
    });
    const next = textField({
        name: "newPassword", label: "New password", type: "password", autocomplete: "new-password",
        hint: "At least 8 characters, of any kind. Your other sessions will end.", isRequired: true,
    });
    const made = form({
        fields: hasPassword ? [current, next] : [next],
        submit: hasPassword ? "Change the password" : "Set a password",
        send: async (values) => {
            await auth.changePassword(values);
            const done = hasPassword ? "changed" : "set";
            await changed(`Your password has been ${done}, and your other sessions have ended.`);
        },
    });
    // For password managers: whose password this is.
    made.prepend(element(
        "input", { type: "text", autocomplete: "username", value: session.user?.email, readonly: true, hidden: true }));
    return element(
        "section", { class: "panel" },
        element("h2", {}, "Password"),
        !hasPassword && element(
            "p", { class: "hint" }, "You have none yet. With one, you need no provider to sign in."),
        made);
}
