import { auth } from "./backend/api.js";
import { describe } from "./backend/problems.js";
import { session } from "./backend/session.js";
import { pages } from "./pages.js";
import { button, byID, element } from "./parts/dom.js";
import { notify, notifyProblem } from "./parts/notices.js";
import { navigate } from "./router.js";

const navigation = byID("navigation");

/** Shows the pages, who is signed in, and the way out, to those who are signed in. */
export function startHeader() {
    const account = byID("account");
    navigation.append(element(
        "ul", {},
        ...pages.filter((page) => page.needsUser).map((page) =>
            element("li", {}, element("a", { href: `#${page.path}` }, page.title)))));
    const name = element("span", { class: "user" });
    account.append(name, button("Sign out", signOut, { class: "button quiet", id: "sign-out" }));
    const show = () => {
        navigation.hidden = account.hidden = session.user === null;
        name.textContent = session.user?.name ?? "";
        name.title = session.user?.email ?? "";
    };
    session.addEventListener("change", show);
    show();
}

/**
 * Marks the link to the page that is shown.
 *
 * @param {string} path
 */
export function markCurrent(path) {
    for (const link of navigation.querySelectorAll("a")) {
        if (link.hash === `#${path}`) link.setAttribute("aria-current", "page");
        else link.removeAttribute("aria-current");
    }
}

async function signOut() {
    try {
        await auth.logout();
    } catch (error) {
        notifyProblem(error, `You are still signed in. ${describe(error).message}`);
        return;
    }
    session.set(null);
    navigate("/sign-in");
    notify("You have signed out.");
}
