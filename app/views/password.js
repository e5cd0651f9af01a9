import { auth } from "../api.js";
import { element } from "../dom.js";
import { form } from "../form.js";
import { notify } from "../notices.js";
import { session } from "../session.js";
import { leaveIfSignedOut } from "../signed-out.js";

/** Changes the password, which ends all other sessions. */
export function passwordPage() {
    const place = element("div", { class: "panel narrow" });
    const show = () => place.replaceChildren(changeForm(() => {
        show();
        notify("Your password has been changed, and your other sessions have ended.");
    }));
    show();
    return place;
}

/** @param {() => unknown} changed */
function changeForm(changed) {
    const made = form({
        fields: [
            {
                name: "currentPassword", label: "Current password", type: "password", autocomplete: "current-password",
                hint: "Leave it empty if you have only signed in by a provider so far.", isRequired: true,
            },
            {
                name: "newPassword", label: "New password", type: "password", autocomplete: "new-password",
                hint: "At least 8 characters, of any kind. Your other sessions will end.", isRequired: true,
            },
        ],
        submit: "Change the password",
        send: async (values) => {
            try {
                await auth.changePassword(values);
            } catch (error) {
                if (leaveIfSignedOut(error)) return;
                throw error;
            }
            changed();
        },
    });
    // For password managers: whose password this is.
    made.prepend(element(
        "input", { type: "text", autocomplete: "username", value: session.user?.email, readonly: true, hidden: true }));
    return made;
}
