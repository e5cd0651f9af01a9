import { auth } from "../api.js";
import { element } from "../dom.js";
import { form } from "../form.js";
import { navigate } from "../router.js";
import { session } from "../session.js";
import { providerButtons } from "./providers.js";

/**
 * Creates an account and its first session.
 *
 * @type {import("../pages.js").Page["render"]}
 */
export function registerPage({ signal }) {
    return element(
        "div", { class: "panel narrow" },
        form({
            fields: [
                { name: "name", label: "Your name", autocomplete: "name", isRequired: true },
                { name: "email", label: "E-mail address", type: "email", autocomplete: "username", isRequired: true },
                {
                    name: "password", label: "Password", type: "password", autocomplete: "new-password",
                    hint: "At least 8 characters, of any kind. Long and easy to remember is best.", isRequired: true,
                },
            ],
            submit: "Create the account",
            send: async (values) => {
                const { user } = await auth.register(values);
                session.set(user);
                navigate("/entities");
            },
        }),
        providerButtons(signal),
        element("p", { class: "aside" }, "You have an account? ", element("a", { href: "#/sign-in" }, "Sign in")));
}
