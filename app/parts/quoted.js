/** The most characters of a text inside a sentence. */
const maximum = 40;

/**
 * A text in quotation marks, cut when it is long.
 *
 * @param {string} text
 */
export function quoted(text) {
    const characters = [...text];
    return `“${characters.length > maximum ? `${characters.slice(0, maximum - 1).join("")}…` : text}”`;
}
