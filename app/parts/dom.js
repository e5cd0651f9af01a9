/**
 * Makes an element. What is given as a child and is no node becomes text, so that data can never become markup.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, unknown>} [attributes] A function under `onclick` listens for `click`; true is an attribute
 *   without a value; undefined, null and false are no attribute.
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
        if (value === undefined || value === null || value === false) continue;
        if (typeof value === "function") made.addEventListener(key.slice(2), /** @type {EventListener} */ (value));
        else made.setAttribute(key, value === true ? "" : String(value));
    }
    for (const child of children) if (child || child === "") made.append(child);
    return made;
}

/**
 * The element of the page itself with this id.
 *
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byID(id) {
    const found = document.getElementById(id);
    if (!found) throw new Error(`the page has no #${id}`);
    return found;
}

/** Goes to the heading of the page, when what had the focus is gone. */
export function focusHeading() {
    document.querySelector("h1")?.focus();
}

let lastID = 0;

/**
 * Gives an id that no other element of the page has.
 *
 * @param {string} prefix
 */
export function uniqueID(prefix) {
    lastID += 1;
    return `${prefix}-${lastID}`;
}

/**
 * Makes a button that runs `action`, and not a second time before the first has ended.
 *
 * @param {string} text
 * @param {() => unknown} action
 * @param {Record<string, unknown>} [attributes]
 */
export function button(text, action, attributes = {}) {
    const made = element("button", { type: "button", class: "button", ...attributes }, text);
    made.addEventListener("click", () => busyWhile(made, action));
    return made;
}

/**
 * Makes a checkbox beside its label.
 *
 * @param {string} text
 * @param {boolean} isChecked
 * @param {(isChecked: boolean) => unknown} changed
 */
export function checkbox(text, isChecked, changed) {
    const input = element("input", { type: "checkbox", checked: isChecked });
    input.addEventListener("change", () => changed(input.checked));
    return element("label", { class: "checkbox" }, input, element("span", {}, text));
}

/**
 * Runs `action` with a control marked as busy. It stays focusable, so that a keyboard's user does not lose their place.
 *
 * @param {HTMLElement} control
 * @param {() => unknown} action
 */
export async function busyWhile(control, action) {
    if (control.getAttribute("aria-disabled") === "true") return;
    control.setAttribute("aria-disabled", "true");
    try {
        await action();
    } finally {
        control.removeAttribute("aria-disabled");
    }
}
