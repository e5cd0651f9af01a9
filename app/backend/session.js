import { auth } from "./api.js";
import { isSignedOut } from "./problems.js";

/** Who is signed in, and who wants to hear when that changes. */
export const session = new (class extends EventTarget {
    /** @type {import("../generated/api.js").User | null} */
    user = null;

    /** Asks the gateway who is signed in. Throws when it can't tell. */
    async load() {
        try {
            this.set(await auth.getCurrentUser());
        } catch (error) {
            if (!isSignedOut(error)) throw error;
            this.set(null);
        }
    }

    /** @param {import("../generated/api.js").User | null} user */
    set(user) {
        this.user = user;
        this.dispatchEvent(new Event("change"));
    }
})();
