/**
 * What went wrong and what to do, by the codes that the gateway sends the browser back with.
 *
 * @type {Map<string, (provider: string) => string>}
 */
const messages = new Map([
    ["access_denied", (provider) =>
        `You declined at ${provider}, so nothing has changed. Try again, or choose another way to sign in.`],
    ["sign_in_expired", () =>
        "This sign-in took too long, or it began in another window or browser. Begin again here."],
    ["sign_in_failed", (provider) =>
        `What came back from ${provider} can’t be trusted, so you have not been signed in. Begin again here.`],
    ["email_not_verified", (provider) =>
        `${provider} has not verified your e-mail address. Verify it there, and try again.`],
    ["account_exists", (provider) =>
        "There is an account with your e-mail address already. Sign in to it by password, and link "
        + `${provider} on its account page.`],
    ["identity_taken", (provider) =>
        `This sign-in at ${provider} belongs to another account. Unlink it there first, or link another one.`],
    ["already_linked", (provider) =>
        `Your account is linked to another sign-in at ${provider}. Unlink that one first.`],
    ["sign_in_required", (provider) =>
        `The session in which you began to link ${provider} is over. Sign in, and begin again on the account page.`],
    ["provider_unavailable", (provider) =>
        `${provider} can’t be reached now. Try again in a few minutes, or choose another way to sign in.`],
    ["provider_misconfigured", (provider) =>
        `${provider} does not accept this site. Tell whoever runs it, and choose another way to sign in.`],
    ["provider_refused", (provider) =>
        `${provider} has refused this. Choose another way to sign in, or ask there for the reason.`],
]);

/**
 * Tells in words why a provider has sent the browser back without a sign-in. A code that is not known is not shown: it may
 * be anybody's words.
 *
 * @param {string} code
 * @param {string | undefined} title What people call the provider, if it is one of ours.
 */
export function providerMessage(code, title) {
    const message = messages.get(code)?.(title ?? "the provider");
    if (!message) return "The sign-in failed. Try again, or choose another way to sign in.";
    return message.charAt(0).toUpperCase() + message.slice(1);
}
