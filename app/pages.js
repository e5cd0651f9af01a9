import { accountPage } from "./views/account.js";
import { entitiesPage } from "./views/entities.js";
import { registerPage } from "./views/register.js";
import { sessionsPage } from "./views/sessions.js";
import { signInPage } from "./views/sign-in.js";
import { tokensPage } from "./views/tokens.js";

/**
 * A page of the app. `render` answers at once; what has to be waited for fills in later, unless `signal` is aborted
 * because the person has gone on.
 * @typedef {object} Page
 * @property {string} path
 * @property {string} title
 * @property {boolean} needsUser Whether it is only for people who are signed in, to whom the header offers it; others
 *   are only for those who are not.
 * @property {(context: { parameters: URLSearchParams, signal: AbortSignal }) => HTMLElement} render
 */

/** @type {Page[]} */
export const pages = [
    { path: "/entities", title: "Entities", needsUser: true, render: entitiesPage },
    { path: "/account", title: "Account", needsUser: true, render: accountPage },
    { path: "/sessions", title: "Sessions", needsUser: true, render: sessionsPage },
    { path: "/tokens", title: "API tokens", needsUser: true, render: tokensPage },
    { path: "/sign-in", title: "Sign in", needsUser: false, render: signInPage },
    { path: "/register", title: "Create an account", needsUser: false, render: registerPage },
];
