// Open the audit's page in a real browser and test it as its readers would use it; or take pictures of it.
//
//     node page.mjs check PAGE...           axe-core, keyboard, narrow screens, dark, paper, nothing loaded from elsewhere
//     node page.mjs pictures PAGE FOLDER    the pictures that the README shows
//
// Needs puppeteer-core and axe-core (in NODE_PATH's place, a node_modules folder above this file or beside the working
// directory) and Chromium, whose path CHROMIUM may name.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(path.resolve(process.env.NODE_PATH ?? ".", "x.js"));
const puppeteer = require("puppeteer-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/// What WCAG 2.2 asks at A and AA, and what axe-core advises beside it.
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/// 320 CSS pixels are WCAG 1.4.10's narrowest screen.
const WIDTHS = [1280, 720, 320];

const faults = [];
const fault = (page, what) => faults.push(`${page}: ${what}`);

const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"],
});

/// A tab with the page open, in which every request but that for the page itself is a fault.
async function open(file, { width = 1280, scheme = "light" } = {}) {
    const tab = await browser.newPage();
    const address = pathToFileURL(path.resolve(file)).href;
    tab.on("request", (request) => {
        if (request.url() !== address) fault(file, `asks for ${request.url()}`);
    });
    tab.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) fault(file, `the browser says: ${message.text()}`);
    });
    tab.on("pageerror", (error) => fault(file, `the browser says: ${error.message}`));
    await tab.setViewport({ width, height: 900 });
    await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await tab.goto(address);
    return tab;
}

async function accessible(file, view) {
    const tab = await open(file, view);
    // What is behind a click is read as well.
    await tab.$$eval("details", (all) => all.forEach((one) => (one.open = true)));
    await tab.evaluate(axe);
    const found = await tab.evaluate((tags) => axe.run(document, { runOnly: tags }), RULES);
    for (const rule of found.violations) {
        const places = rule.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(", ");
        fault(file, `axe-core, ${view.width} pixels, ${view.scheme}: ${rule.id}: ${rule.help} (${rule.nodes.length}: ${places})`);
    }
    const unsure = found.incomplete.map((rule) => `${rule.id} (${rule.nodes.length})`);
    const wide = await tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (wide > 0) fault(file, `${view.width} pixels: the page is ${wide} pixels wider than the screen`);
    await tab.close();
    return { passes: found.passes.length, unsure };
}

/// With the Tab key alone: everything that can be used is reached, in the page's order, and can be seen to be reached.
async function keyboard(file) {
    const tab = await open(file);
    const usable = await tab.$$eval("a[href], summary, [tabindex='0']", (all) =>
        all.filter((one) => one.checkVisibility()).length);
    let reached = 0;
    let before = -1;
    for (;;) {
        await tab.keyboard.press("Tab");
        const at = await tab.evaluate(() => {
            const one = document.activeElement;
            if (one === document.body || one === null) return null;
            const style = getComputedStyle(one);
            const order = [...document.querySelectorAll("*")].indexOf(one);
            const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
            return { order, seen, name: one.outerHTML.slice(0, 60) };
        });
        if (at === null || at.order <= before) break;
        if (!at.seen) fault(file, `the Tab key reaches ${at.name} and nothing shows it`);
        if (reached === 0 && !at.name.includes("#main")) fault(file, "the Tab key does not come first to the way past the head");
        before = at.order;
        reached += 1;
    }
    if (reached !== usable) fault(file, `the Tab key reaches ${reached} of ${usable} parts that can be used`);
    const opened = await tab.evaluate(() => {
        const one = document.querySelector("details > summary");
        one?.focus();
        return one !== null;
    });
    if (opened) {
        await tab.keyboard.press("Enter");
        if (!(await tab.$eval("details", (one) => one.open))) fault(file, "Enter does not open what is behind a click");
    }
    await tab.close();
    return reached;
}

/// On paper there is nothing to click: a table that is behind a click has to stand there.
async function paper(file) {
    const tab = await open(file);
    await tab.emulateMediaType("print");
    const hidden = await tab.$$eval("details table", (all) => all.filter((one) => !one.checkVisibility()).length);
    if (hidden > 0) fault(file, `on paper ${hidden} tables stay behind a click`);
    const pdf = await tab.pdf({ format: "A4" });
    if (pdf.length < 1000) fault(file, "it does not print");
    await tab.close();
}

/// What axe-core leaves to a person: the letters of the drawings are at 4.5 to 1 or more on the page (WCAG 1.4.3), and their
/// edges at 3 to 1 (1.4.11).
async function drawn(file, scheme) {
    const tab = await open(file, { scheme });
    const dim = await tab.evaluate(() => {
        const light = (colour) => {
            const [red, green, blue] = colour.match(/[\d.]+/g).map((part) => part / 255)
                .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
            return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        };
        const page = light(getComputedStyle(document.body).backgroundColor);
        const ratio = (colour) => {
            const own = light(colour);
            return (Math.max(own, page) + 0.05) / (Math.min(own, page) + 0.05);
        };
        const found = new Set();
        for (const one of document.querySelectorAll("svg text, svg rect, svg .p, svg circle")) {
            const style = getComputedStyle(one);
            const [least, colours] = one.tagName === "text" ? [4.5, [style.fill]] : [3, [style.fill, style.stroke]];
            const best = Math.max(...colours.filter((colour) => colour.startsWith("rgb")).map(ratio));
            if (best < least) found.add(`${one.tagName}.${one.getAttribute("class") ?? ""} ${best.toFixed(2)}`);
        }
        return [...found];
    });
    dim.forEach((one) => fault(file, `${scheme}: too near to the page's colour: ${one} to 1`));
    await tab.close();
}

/// WCAG 1.4.12: with wider spacing of lines, words and letters nothing is cut.
async function spaced(file) {
    const tab = await open(file);
    const cut = await tab.evaluate(() => {
        for (const one of document.querySelectorAll("body *")) {
            one.style?.setProperty("line-height", "1.5", "important");
            one.style?.setProperty("letter-spacing", "0.12em", "important");
            one.style?.setProperty("word-spacing", "0.16em", "important");
        }
        return [...document.querySelectorAll("svg text")].filter((text) => {
            const drawing = text.ownerSVGElement.getBoundingClientRect();
            const own = text.getBoundingClientRect();
            // A letter may reach over its own beginning.
            return own.right > drawing.right + 1 || own.left < drawing.left - 4;
        }).map((text) => text.textContent).slice(0, 3);
    });
    if (cut.length > 0) fault(file, `with wide spacing these are cut: ${cut.join("; ")}`);
    await tab.close();
}

async function check(files) {
    for (const file of files) {
        const unsure = new Set();
        let passes = 0;
        for (const width of WIDTHS) {
            for (const scheme of ["light", "dark"]) {
                const found = await accessible(file, { width, scheme });
                passes += found.passes;
                found.unsure.forEach((one) => unsure.add(one));
            }
        }
        const reached = await keyboard(file);
        await paper(file);
        await drawn(file, "light");
        await drawn(file, "dark");
        await spaced(file);
        const asks = unsure.size > 0 ? `; a person should look at: ${[...unsure].join(", ")}` : "";
        console.log(`${path.basename(file)}: ${passes} checks of axe-core passed, ${reached} parts reached by keyboard${asks}`);
    }
}

async function pictures(file, folder) {
    fs.mkdirSync(folder, { recursive: true });
    const picture = async (name, scheme, start) => {
        const tab = await open(file, { width: 1000, scheme });
        const top = start === undefined ? 0 : await tab.$eval(start, (one) => one.getBoundingClientRect().top + scrollY - 60);
        await tab.screenshot({ path: path.join(folder, name), clip: { x: 0, y: top, width: 1000, height: 1100 } });
        await tab.close();
    };
    await picture("report-light.png", "light");
    await picture("report-dark.png", "dark");
    await picture("report-categories.png", "light", "figure:has([id$='-lumped-t'])");
}

const [verb, ...rest] = process.argv.slice(2);
if (verb === "check" && rest.length > 0) await check(rest);
else if (verb === "pictures" && rest.length === 2) await pictures(...rest);
else fault("usage", "node page.mjs check PAGE... | node page.mjs pictures PAGE FOLDER");
await browser.close();
faults.forEach((one) => console.error(one));
process.exit(faults.length > 0 ? 1 : 0);
