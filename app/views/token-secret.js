import { button, element, uniqueID } from "../parts/dom.js";
import { notify } from "../parts/notices.js";
import { quoted } from "../parts/quoted.js";

/**
 * Shows the secret of a new token, which nobody can show again.
 *
 * @param {string} secret
 * @param {string} name
 * @param {() => unknown} done
 */
export function tokenSecret(secret, name, done) {
    const id = uniqueID("secret");
    const heading = element("h2", { tabindex: "-1" }, `Copy the token ${quoted(name)} now`);
    const input = element("input", {
        id, class: "input code", type: "text", readonly: true, value: secret, autocomplete: "off", spellcheck: "false",
    });
    input.addEventListener("focus", () => input.select());

    const copy = async () => {
        try {
            await navigator.clipboard.writeText(secret);
            notify("The token has been copied.");
        } catch {
            // Browsers let pages copy only over HTTPS, and only if their user has not forbidden it.
            input.focus();
            notify("The browser did not let this page copy. The token is selected: copy it by keyboard or menu.");
        }
    };

    const made = element(
        "section", { class: "panel secret" },
        heading,
        element("label", { for: id }, "It is shown only here, and never again."),
        input,
        element(
            "div", { class: "actions" },
            button("Copy", copy, { class: "button primary" }),
            button("Done", () => {
                made.remove();
                done();
            })));
    return { element: made, focus: () => heading.focus() };
}
