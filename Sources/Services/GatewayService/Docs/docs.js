// Shows /openapi.json as a page. Everything is made of text nodes, so nothing in the document can become markup.

const content = document.getElementById("content");
const contents = document.getElementById("contents");
const state = document.getElementById("state");
const filter = document.getElementById("filter");

/** Makes an element with attributes and children; texts become text nodes, and what is missing is left out. */
function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes ?? {})) made.setAttribute(key, value);
    made.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null));
    return made;
}

/** Text in which `backticks` mean code. */
function inline(text) {
    return text.split(/`([^`]+)`/).map((part, index) => (index % 2 ? element("code", {}, part) : part));
}

function prose(text) {
    return (text ?? "").split(/\n\s*\n/).filter(Boolean).map((part) => element("p", {}, inline(part)));
}

const name = (reference) => reference.split("/").pop();

function resolve(api, thing) {
    if (!thing?.$ref) return thing;
    return thing.$ref.slice(2).split("/").reduce((part, key) => part?.[key], api);
}

/** The type of a schema in a few words, with links to the messages. */
function type(schema) {
    if (!schema) return ["anything"];
    if (schema.$ref) return [element("a", { href: `#schema-${name(schema.$ref)}` }, name(schema.$ref))];
    if (schema.anyOf) return schema.anyOf.flatMap((part, index) => (index ? [" or ", ...type(part)] : type(part)));
    const types = [schema.type ?? "anything"].flat();
    return types.flatMap((one, index) => [...(index ? [" or "] : []), ...single(one, schema)]);
}

function single(one, schema) {
    if (one === "array") return ["list of ", ...type(schema.items)];
    if (one === "object" && schema.additionalProperties) return ["map to ", ...type(schema.additionalProperties)];
    const detail = { "date-time": "time", int64: "64-bit number", uint64: "64-bit number" }[schema.format];
    if (one === "string" && schema.contentEncoding) return ["Base64"];
    return [one === "string" && detail ? `${detail} as string` : detail ?? one];
}

function table(head, rows) {
    return element("div", { class: "table" },
        element("table", {},
            element("thead", {}, element("tr", {}, head.map((text) => element("th", { scope: "col" }, text)))),
            element("tbody", {}, rows.map((cells) => element("tr", {}, cells.map((cell) => element("td", {}, cell)))))));
}

function fields(schema) {
    const required = new Set(schema.required ?? []);
    const rows = Object.entries(schema.properties ?? {}).map(([key, value]) => [
        [element("code", {}, key)],
        [...type(value), required.has(key) && schema.additionalProperties === false ? " (required)" : ""],
        prose(value.description),
    ]);
    return rows.length ? table(["Field", "Type", "Meaning"], rows) : element("p", { class: "soft" }, "No fields.");
}

function parameters(operation) {
    if (!operation.parameters) return [];
    const rows = operation.parameters.map((parameter) => [
        [element("code", {}, parameter.name)],
        [parameter.in, ", ", ...type(parameter.schema), parameter.required ? " (required)" : ""],
        prose(parameter.description),
    ]);
    return [element("h4", {}, "Parameters"), table(["Name", "Place and type", "Meaning"], rows)];
}

function body(api, operation) {
    const schema = operation.requestBody?.content["application/json"]?.schema;
    if (!schema) return [];
    const known = resolve(api, schema);
    const link = schema.$ref ? [": ", ...type(schema)] : [];
    const shown = known.properties ? fields(known) : element("p", {}, type(schema));
    return [element("h4", {}, "Body (JSON)", link), shown];
}

function responses(api, operation) {
    const rows = Object.entries(operation.responses).filter(([status]) => !/^[45]|default/.test(status))
        .map(([status, response]) => {
            const known = resolve(api, response);
            const kinds = Object.entries(known.content ?? {});
            const text = kinds.length
                ? kinds.map(([media, value]) => element("div", {}, type(value.schema), element("span", { class: "soft" }, ` ${media}`)))
                : [known.description];
            const heads = Object.keys(known.headers ?? {});
            const extra = heads.length ? [element("div", { class: "soft" }, "with ", heads.join(", "))] : [];
            return [element("dt", {}, status), element("dd", {}, text, extra)];
        });
    const problems = Object.keys(operation.responses).filter((status) => /^[45]/.test(status)).join(", ");
    return [
        element("h4", {}, "Answers"),
        element("dl", {}, rows, element("dt", {}, problems || "errors"),
            element("dd", {}, type({ $ref: "#/components/schemas/Problem" }), element("span", { class: "soft" }, " application/problem+json"))),
    ];
}

function access(operation) {
    if (!operation.security?.length) return "for everybody";
    if (operation.security.some((scheme) => !Object.keys(scheme).length)) return "with or without a session";
    return "needs a session";
}

function example(method, path, operation) {
    const url = `${location.origin}${path}`;
    const lines = [`curl ${method === "get" ? "" : `-X ${method.toUpperCase()} `}'${url}'`];
    if (operation.security?.length) lines.push('-H "authorization: Bearer $TOKEN"');
    if (operation.requestBody) lines.push("-H 'content-type: application/json'", "-d '{ … }'");
    return element("pre", { tabindex: "0" }, element("code", {}, lines.join(" \\\n  ")));
}

function article(api, path, method, operation) {
    const words = [method, path, operation.operationId, operation.summary, operation.description].join(" ").toLowerCase();
    return element("article", { id: operation.operationId, "data-words": words },
        element("h3", {},
            element("span", { class: `method ${method}` }, method.toUpperCase()),
            element("a", { class: "path", href: `#${operation.operationId}` }, path),
            element("span", { class: "badge" }, access(operation)),
            (operation["x-scopes"] ?? []).map((scope) => element("span", { class: "badge" }, `scope ${scope}`))),
        operation.deprecated ? element("p", {}, element("strong", {}, "Deprecated.")) : undefined,
        prose(operation.description ?? (operation.summary && `${operation.summary}.`)),
        parameters(operation), body(api, operation), responses(api, operation),
        element("h4", {}, "Example"), example(method, path, operation),
        element("p", { class: "soft" }, "gRPC: ", element("code", {}, operation["x-grpc-method"] ?? "–")));
}

function show(api) {
    document.title = `${api.info.title} API`;
    document.getElementById("title").textContent = document.title;
    const operations = Object.entries(api.paths).flatMap(([path, item]) =>
        Object.entries(item).map(([method, operation]) => ({ path, method, operation })));
    for (const tag of api.tags) {
        const own = operations.filter(({ operation }) => operation.tags.includes(tag.name));
        content.append(element("section", {}, element("h2", {}, tag.name), prose(tag.description),
            own.map(({ path, method, operation }) => article(api, path, method, operation))));
        contents.append(element("h2", {}, tag.name), element("ul", {},
            own.map(({ path, method, operation }) => element("li", { "data-for": operation.operationId },
                element("a", { href: `#${operation.operationId}` },
                    element("span", { class: `method ${method}` }, method.toUpperCase()), " ", path)))));
    }
    content.append(element("section", {}, element("h2", {}, "Messages"),
        Object.entries(api.components.schemas).map(([key, schema]) =>
            element("article", { id: `schema-${key}`, "data-words": key.toLowerCase() },
                element("h3", {}, element("a", { class: "path", href: `#schema-${key}` }, key)), prose(schema.description),
                schema.enum ? element("p", {}, inline(schema.enum.map((value) => `\`${value}\``).join(", "))) : fields(schema)))));
}

function search() {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const card of content.querySelectorAll("article")) {
        card.hidden = !words.every((word) => card.dataset.words.includes(word));
        if (!card.hidden) found += 1;
    }
    for (const item of contents.querySelectorAll("li")) {
        item.hidden = document.getElementById(item.dataset.for)?.hidden ?? false;
    }
    state.hidden = found > 0;
    state.textContent = found ? "" : "Nothing has these words.";
}

try {
    const response = await fetch("/openapi.json");
    if (!response.ok) throw new Error(`/openapi.json answered ${response.status}`);
    show(await response.json());
    state.hidden = true;
    state.textContent = "";
    filter.addEventListener("input", search);
    // The anchor's element has only come now.
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
} catch (error) {
    state.textContent = `The description of the API can't be loaded: ${error.message}. Reload the page to try again.`;
}
