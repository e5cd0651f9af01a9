import { auth } from "../backend/api.js";
import { session } from "../backend/session.js";
import { element } from "../parts/dom.js";
import { form } from "../parts/form.js";
import { textField } from "../parts/text-field.js";
import { navigate } from "../router.js";
import { providerLinks } from "./provider-links.js";

/**
 * Opens a session by e-mail address and password, or by a provider.
 *
 * @type {import("../pages.js").Page["render"]}
 */
export function signInPage({ parameters, signal }) {
    const page = nextPage(parameters.get("next"));
    return element(
        "div", { class: "panel" },
        form({
            fields: [
                textField({
                    name: "email", label: "E-mail address", type: "email", autocomplete: "username", isRequired: true,
                }),
                textField({
                    name: "password", label: "Password", type: "password", autocomplete: "current-password",
                    isRequired: true,
                }),
            ],
            submit: "Sign in",
            send: async (values) => {
                const { user } = await auth.login(values);
                session.set(user);
                navigate(page);
            },
        }),
        providerLinks(page, signal),
        element("p", { class: "aside" }, "No account yet? ", element("a", { href: "#/register" }, "Create one")));
}

/**
 * Only a page of this app: the parameter is anybody's who makes a link.
 *
 * @param {string | null} next
 */
function nextPage(next) {
    return next?.startsWith("#/") ? next.slice(1) : "/entities";
}
