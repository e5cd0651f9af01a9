import { button, element, uniqueID } from "./dom.js";

/**
 * Opens a dialog over the page, which waits behind it.
 *
 * @param {string} title
 * @param {(close: () => void) => Node[]} content
 * @param {Record<string, unknown>} [attributes]
 */
export function openDialog(title, content, attributes = {}) {
    const titleID = uniqueID("title");
    const dialog = element("dialog", { class: "dialog", "aria-labelledby": titleID, ...attributes });
    dialog.append(element("h2", { id: titleID }, title), ...content(() => dialog.close()));
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
}

/**
 * Asks before something is done that can't be undone.
 *
 * @param {object} question
 * @param {string} question.title
 * @param {string} question.text What will happen.
 * @param {string} question.action What the button that does it says.
 * @param {() => unknown} question.run
 */
export function confirm({ title, text, action, run }) {
    const textID = uniqueID("text");
    const content = (/** @type {() => void} */ close) => {
        const proceed = () => {
            close();
            return run();
        };
        return [
            element("p", { id: textID }, text),
            element(
                "div", { class: "actions" },
                button(action, proceed, { class: "button danger" }),
                // Enter alone changes nothing.
                button("Cancel", close, { autofocus: true })),
        ];
    };
    openDialog(title, content, { role: "alertdialog", "aria-describedby": textID });
}

/** Closes the dialog of a page that is left. */
export function closeDialogs() {
    for (const dialog of document.querySelectorAll("dialog")) dialog.close();
}
