/// The part of a client that is the same for every API.
enum ClientRuntime {
    static let text = #"""
        /**
         * How requests are sent.
         * @typedef {object} TransportOptions
         * @property {string} [baseUrl] Where the API is; the page's own origin, if it is not given.
         * @property {() => string | undefined} [token] Gives a bearer token; without one, the session cookie is sent.
         * @property {typeof fetch} [fetch] Sends requests instead of the global fetch.
         * @property {(response: Response) => void} [onResponse] Sees every response, for example to read its trace id.
         */
        ‹export interface TransportOptions {
            baseUrl?: string;
            token?: () => string | undefined;
            fetch?: typeof fetch;
            onResponse?: (response: Response) => void;
        }

        ›/**
         * What belongs to one call.
         * @typedef {object} CallOptions
         * @property {AbortSignal} [signal] Ends the call.
         */
        ‹export interface CallOptions {
            signal?: AbortSignal;
        }

        ›/**
         * Why a request was not answered as asked (RFC 9457).
         * @typedef {object} ProblemDetails
         * @property {string} title
         * @property {number} status
         * @property {string} [code] The name of the google.rpc.Code, when a service reported the problem.
         * @property {string} [detail] What is wrong with this request.
         * @property {string} [instance] The path of the request.
         * @property {string} [traceId] The trace that shows what happened.
         */
        ‹export interface ProblemDetails {
            title: string;
            status: number;
            code?: string;
            detail?: string;
            instance?: string;
            traceId?: string;
        }

        ›/** Thrown for every answer that is no success. Its message is for people. */
        export class ApiError extends Error {
            ‹readonly problem: ProblemDetails;

            ›/** @param {ProblemDetails} problem */
            constructor(problem‹: ProblemDetails›) {
                super(problem.detail ?? problem.title);
                this.name = "ApiError";
                this.problem = problem;
            }

            /** The HTTP status. */
            get status()‹: number› {
                return this.problem.status;
            }

            /**
             * @param {Response} response
             * @returns {Promise<ApiError>}
             */
            static async from(response‹: Response›)‹: Promise<ApiError>› {
                const fallback = { title: response.statusText || "Error", status: response.status };
                const type = response.headers.get("content-type") ?? "";
                if (!type.startsWith("application/problem+json")) return new ApiError(fallback);
                try {
                    return new ApiError(‹(›await response.json()‹) as ProblemDetails›);
                } catch {
                    return new ApiError(fallback);
                }
            }
        }

        /**
         * What a call sends.
         * @typedef {object} CallParts
         * @property {Record<string, unknown>} [query]
         * @property {Record<string, unknown>} [headers]
         * @property {unknown} [body]
         * @property {AbortSignal} [signal]
         */
        ‹interface CallParts {
            query?: Record<string, unknown>;
            headers?: Record<string, unknown>;
            body?: unknown;
            signal?: AbortSignal;
        }

        ›/** Sends requests. */
        export class Transport {
            #options‹: TransportOptions›;

            /** @param {TransportOptions} [options] */
            constructor(options‹: TransportOptions› = {}) {
                this.#options = options;
            }

            /**
             * Makes a call that has one answer.
             * @template Answer
             * @param {string} method
             * @param {string} path
             * @param {CallParts} [parts]
             * @returns {Promise<Answer>}
             */
            async call‹<Answer>›(method‹: string›, path‹: string›, parts‹: CallParts› = {})‹: Promise<Answer>› {
                const response = await this.#send(method, path, parts, "application/json");
                if (response.status === 204) return ‹(›/** @type {any} */ (undefined)‹ as Answer)›;
                return ‹(›await response.json()‹) as Answer›;
            }

            /**
             * Makes a call that is answered by a stream of lines.
             * @template Answer
             * @param {string} method
             * @param {string} path
             * @param {CallParts} [parts]
             * @returns {AsyncGenerator<Answer>}
             */
            async *stream‹<Answer>›(method‹: string›, path‹: string›, parts‹: CallParts› = {})‹: AsyncGenerator<Answer>› {
                const response = await this.#send(method, path, parts, "application/x-ndjson");
                if (!response.body) return;
                const reader = response.body.getReader();
                const decoder = new TextDecoder();
                let text = "";
                try {
                    while (true) {
                        const { done, value } = await reader.read();
                        text += done ? decoder.decode() : decoder.decode(value, { stream: true });
                        const lines = text.split("\n");
                        text = lines.pop() ?? "";
                        for (const line of lines) {
                            if (!line) continue;
                            const part = JSON.parse(line);
                            if (part.error) throw new ApiError(part.error);
                            yield part.result‹ as Answer›;
                        }
                        if (done) return;
                    }
                } finally {
                    await reader.cancel().catch(() => undefined);
                }
            }

            /**
             * @param {string} method
             * @param {string} path
             * @param {CallParts} parts
             * @param {string} accept
             * @returns {Promise<Response>}
             */
            async #send(method‹: string›, path‹: string›, parts‹: CallParts›, accept‹: string›)‹: Promise<Response>› {
                const headers = new Headers({ accept });
                for (const [name, value] of Object.entries(parts.headers ?? {})) {
                    if (value !== undefined && value !== null && value !== "") headers.set(name, headerText(name, value));
                }
                const token = this.#options.token?.();
                if (token) headers.set("authorization", `Bearer ${token}`);
                let body‹: string | undefined›;
                if (parts.body !== undefined) {
                    headers.set("content-type", "application/json");
                    body = JSON.stringify(parts.body);
                }
                const send = this.#options.fetch ?? globalThis.fetch.bind(globalThis);
                const url = (this.#options.baseUrl ?? "") + path + queryText(parts.query ?? {});
                const response = await send(url, {
                    method, headers, body, signal: parts.signal, credentials: "same-origin",
                });
                this.#options.onResponse?.(response);
                if (!response.ok) throw await ApiError.from(response);
                return response;
            }
        }

        /**
         * @param {Record<string, unknown>} query
         * @returns {string}
         */
        function queryText(query‹: Record<string, unknown>›)‹: string› {
            const parameters = new URLSearchParams();
            for (const [name, value] of Object.entries(query)) {
                for (const item of Array.isArray(value) ? value : [value]) {
                    if (item !== undefined && item !== null && item !== "") parameters.append(name, String(item));
                }
            }
            const text = parameters.toString();
            return text && `?${text}`;
        }

        /**
         * Entity tags are quoted in HTTP.
         * @param {string} name
         * @param {unknown} value
         * @returns {string}
         */
        function headerText(name‹: string›, value‹: unknown›)‹: string› {
            const isTag = ["etag", "if-match", "if-none-match"].includes(name.toLowerCase());
            return isTag && value !== "*" ? `"${value}"` : String(value);
        }
        """#
}
