import { AuthClient, DummyClient, Transport } from "../generated/api.js";
import { recordedFetch } from "./requests.js";

// The session is a cookie that only the browser sees: the page sends no token and keeps none.
const transport = new Transport({ fetch: recordedFetch });

export const auth = new AuthClient(transport);
export const entities = new DummyClient(transport);
