import { entitiesPage } from "./views/entities.js";
import { passwordPage } from "./views/password.js";
import { registerPage } from "./views/register.js";
import { sessionsPage } from "./views/sessions.js";
import { signInPage } from "./views/sign-in.js";

/**
 * A page of the app. `render` answers at once; what has to be waited for fills in later, unless `signal` is aborted
 * because the person has gone on.
 * @typedef {object} Page
 * @property {string} path
 * @property {string} title
 * @property {boolean} needsUser Whether it is only for people who are signed in; others are only for those who are not.
 * @property {boolean} [isInNavigation]
 * @property {(context: { parameters: URLSearchParams, signal: AbortSignal }) => HTMLElement} render
 */

/** @type {Page[]} */
export const pages = [
    { path: "/entities", title: "Entities", needsUser: true, isInNavigation: true, render: entitiesPage },
    { path: "/sessions", title: "Sessions", needsUser: true, isInNavigation: true, render: sessionsPage },
    { path: "/password", title: "Password", needsUser: true, isInNavigation: true, render: passwordPage },
    { path: "/sign-in", title: "Sign in", needsUser: false, render: signInPage },
    { path: "/register", title: "Create an account", needsUser: false, render: registerPage },
];
