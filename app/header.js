import { auth } from "./api.js";
import { button, byID, element } from "./dom.js";
import { notify } from "./notices.js";
import { pages } from "./pages.js";
import { describe } from "./problems.js";
import { navigate } from "./router.js";
import { session } from "./session.js";

/** Shows the pages, who is signed in, and the way out, to those who are signed in. */
export function startHeader() {
    const navigation = byID("navigation");
    const account = byID("account");
    navigation.append(element(
        "ul", {},
        ...pages.filter((page) => page.isInNavigation).map((page) =>
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
    for (const link of document.querySelectorAll("#navigation a")) {
        if (link.getAttribute("href") === `#${path}`) link.setAttribute("aria-current", "page");
        else link.removeAttribute("aria-current");
    }
}

async function signOut() {
    try {
        await auth.logout({});
    } catch (error) {
        const problem = describe(error);
        notify(`You are still signed in. ${problem.message}`, { traceID: problem.traceID });
        return;
    }
    session.set(null);
    navigate("/sign-in");
    notify("You have signed out.");
}
