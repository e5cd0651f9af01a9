import { auth } from "../api.js";
import { element } from "../dom.js";
import { form } from "../form.js";
import { navigate } from "../router.js";
import { session } from "../session.js";
import { providerButtons } from "./providers.js";

/**
 * Opens a session by e-mail address and password, or by a provider.
 *
 * @type {import("../pages.js").Page["render"]}
 */
export function signInPage({ parameters, signal }) {
    return element(
        "div", { class: "panel narrow" },
        form({
            fields: [
                { name: "email", label: "E-mail address", type: "email", autocomplete: "username", isRequired: true },
                {
                    name: "password", label: "Password", type: "password", autocomplete: "current-password",
                    isRequired: true,
                },
            ],
            submit: "Sign in",
            send: async (values) => {
                const { user } = await auth.login(values);
                session.set(user);
                navigate(returnPath(parameters.get("next")));
            },
        }),
        providerButtons(signal),
        element("p", { class: "aside" }, "No account yet? ", element("a", { href: "#/register" }, "Create one")));
}

/**
 * Only a page of this app: the parameter is anybody's who makes a link.
 *
 * @param {string | null} next
 */
function returnPath(next) {
    return next?.startsWith("#/") ? next.slice(1) : "/entities";
}
