import { providerMessage } from "../backend/provider-messages.js";
import { listProviders, providerTitle } from "../backend/providers.js";
import { alertBox } from "../parts/problem-alert.js";

/**
 * Tells below a page's heading why a provider has sent the browser back without a sign-in.
 *
 * @param {import("../backend/provider-return.js").ProviderFailure} failure
 * @param {HTMLElement} heading
 */
export async function showProviderFailure(failure, heading) {
    const providers = await listProviders().catch(() => []);
    // The name in the address may be anybody's words; ours are shown.
    const provider = providers.find((each) => each.name === failure.provider);
    heading.after(alertBox(providerMessage(failure.code, provider && providerTitle(provider))));
}
