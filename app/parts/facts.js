import { element } from "./dom.js";

/**
 * A line of small facts about something, which breaks between two of them.
 *
 * @param {...((Node | string)[] | "" | false | null)} each The parts of each fact; those that are no list are left out.
 */
export function facts(...each) {
    const given = each.flatMap((parts) => (parts ? [element("span", { class: "fact" }, ...parts)] : []));
    return element("p", { class: "details" }, ...given.flatMap((fact, index) => (index > 0 ? [" · ", fact] : [fact])));
}
