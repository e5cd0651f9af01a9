import { alert } from "../alerts.js";
import { auth } from "../api.js";
import { button, element, focusHeading } from "../dom.js";
import { notify } from "../notices.js";
import { describe, isAbort } from "../problems.js";
import { leaveIfSignedOut } from "../signed-out.js";
import { time, timeText } from "../time.js";
import { programName } from "./program-name.js";

/**
 * Shows where the account is signed in, and ends those sessions that should not be.
 *
 * @type {import("../pages.js").Page["render"]}
 */
export function sessionsPage({ signal }) {
    const place = element("div", { id: "sessions" }, element("p", { class: "loading" }, "Loading…"));

    const load = async () => {
        try {
            const { sessions } = await auth.listSessions({ signal });
            place.replaceChildren(...content(sessions));
        } catch (error) {
            if (isAbort(error) || leaveIfSignedOut(error)) return;
            place.replaceChildren(alert(error, load));
        }
    };

    /**
     * @param {() => Promise<unknown>} call
     * @param {string} message
     */
    const change = async (call, message) => {
        try {
            await call();
        } catch (error) {
            if (leaveIfSignedOut(error)) return;
            const problem = describe(error);
            notify(problem.message, { traceID: problem.traceID });
            return;
        }
        await load();
        notify(message);
        focusHeading();
    };

    /** @param {import("../generated/api.js").Session[]} sessions */
    const content = (sessions) => {
        const others = sessions.filter((each) => !each.current);
        return [
            element("ul", { class: "cards" }, ...sessions.map(card)),
            others.length === 0 ? "" : button(
                "Sign out all other sessions",
                () => change(
                    () => auth.revokeAllSessions({ keepCurrent: true }), "All other sessions have been signed out."),
                { class: "button danger", id: "revoke-others" }),
        ];
    };

    /** @param {import("../generated/api.js").Session} each */
    const card = (each) => {
        const name = programName(each.userAgent);
        return element(
            "li", { class: "card", "data-session": each.id },
            element(
                "div", { class: "card-text" },
                element(
                    "h2", { title: each.userAgent || undefined }, name,
                    each.current && element("span", { class: "badge" }, "this session")),
                element(
                    "p", { class: "details" },
                    each.clientAddress && `${each.clientAddress} · `,
                    each.provider && `by ${each.provider} · `,
                    "signed in ", time(each.createTime), " · last used ", time(each.lastUseTime))),
            !each.current && button(
                "Sign out",
                () => change(() => auth.revokeSession({ id: each.id }), `${name} has been signed out.`),
                { "aria-label": `Sign out ${name}, last used ${timeText(each.lastUseTime)}` }));
    };

    load();
    return place;
}
