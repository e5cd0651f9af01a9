import { auth } from "../backend/api.js";
import { session } from "../backend/session.js";
import { element } from "../parts/dom.js";
import { form } from "../parts/form.js";
import { textField } from "../parts/text-field.js";
import { navigate } from "../router.js";
import { providerLinks } from "./provider-links.js";

/**
 * Creates an account and its first session.
 *
 * @type {import("../pages.js").Page["render"]}
 */
export function registerPage({ signal }) {
    return element(
        "div", { class: "panel" },
        form({
            fields: [
                textField({ name: "name", label: "Your name", autocomplete: "name", isRequired: true }),
                textField({
                    name: "email", label: "E-mail address", type: "email", autocomplete: "username", isRequired: true,
                }),
                textField({
                    name: "password", label: "Password", type: "password", autocomplete: "new-password",
                    hint: "At least 8 characters, of any kind. Long and easy to remember is best.", isRequired: true,
                }),
            ],
            submit: "Create the account",
            send: async (values) => {
                const { user } = await auth.register(values);
                session.set(user);
                navigate("/entities");
            },
        }),
        providerLinks("/entities", signal),
        element("p", { class: "aside" }, "You have an account? ", element("a", { href: "#/sign-in" }, "Sign in")));
}
