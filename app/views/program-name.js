// The first that matches: browsers claim to be several others, too.
const browsers = [
    ["Edg", "Edge"], ["OPR", "Opera"], ["Firefox", "Firefox"], ["FxiOS", "Firefox"], ["CriOS", "Chrome"],
    ["HeadlessChrome", "Chrome"], ["Chrome", "Chrome"], ["Safari", "Safari"],
];
const systems = [
    ["iPhone", "iPhone"], ["iPad", "iPad"], ["Android", "Android"], ["Windows", "Windows"], ["Macintosh", "macOS"],
    ["CrOS", "ChromeOS"], ["Linux", "Linux"],
];

/**
 * What a person calls the program that names itself so: `Firefox on Windows`, or `curl` for one that is no browser.
 *
 * @param {string} userAgent
 */
export function programName(userAgent) {
    const first = (/** @type {string[][]} */ table) => table.find(([mark]) => userAgent.includes(mark))?.[1];
    const browser = first(browsers);
    if (!browser) return /^[^/\s]{1,40}/.exec(userAgent)?.[0] ?? "Unknown program";
    const system = first(systems);
    return system ? `${browser} on ${system}` : browser;
}
