// Tests the built documentation in a browser: `make e2e`.
//
//   node site.mjs SITE [PICTURES [PAGE...]]
//
// For each page, at two widths, light and dark: nothing is loaded from other hosts, no error on the
// console, nothing is cut off at the side, and axe-core finds nothing serious. The filter of the rule
// index works with the keyboard, and the index works without JavaScript. With PICTURES, a folder,
// screenshots are written there. The browser is Chromium: $CHROMIUM, or one that is installed.
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { chromium } from "playwright-core";

const [site, pictures, ...chosen] = process.argv.slice(2);
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const PAGES = [
  "/",
  "/quickstart/",
  "/faq/",
  "/comparison/",
  "/changelog/",
  "/how-to/check-a-directory/",
  "/how-to/pod-security/",
  "/rules/",
  "/rules/symptoms/",
  "/rules/undefined-volume/",
  "/rules/missing-command/",
  "/configuration/",
  "/command-line/",
  "/api/",
  "/authoring/",
  "/writing-rules/",
  "/design/",
  "/security/",
  "/precision/",
  "/decisions/",
];
const WIDTHS = [390, 1280];
const SCHEMES = ["light", "dark"];
const TYPES = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
};

const failures = [];
const check = (condition, message) => {
  if (!condition) failures.push(message);
};

const serve = async () => {
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    let file = path.join(site, decodeURIComponent(pathname));
    if (file.endsWith("/")) file += "index.html";
    if (!fs.existsSync(file)) return response.writeHead(404).end();
    const type = TYPES[path.extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type }).end(fs.readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, base: `http://127.0.0.1:${server.address().port}` };
};

const counts = {};
const look = async (browser, base, page, width, scheme) => {
  const name = `${page} at ${width}, ${scheme}`;
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
  });
  const tab = await context.newPage();
  tab.on("request", (request) => {
    const address = request.url();
    check(/^(data|blob):/.test(address) || address.startsWith(base), `${name}: loads ${address}`);
  });
  tab.on("console", (message) => check(message.type() !== "error", `${name}: ${message.text()}`));
  tab.on("pageerror", (error) => check(false, `${name}: ${error}`));
  await tab.goto(base + page);
  await tab.waitForTimeout(100);
  const cut = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  check(cut <= 0, `${name}: ${cut} pixels wider than the window`);
  if (pictures) {
    const file = `${page.replaceAll("/", "_")}${width}-${scheme}.png`;
    await tab.screenshot({ path: path.join(pictures, file) });
  }
  await tab.addScriptTag({ path: axe });
  const { violations } = await tab.evaluate(() => window.axe.run());
  for (const { id, impact, nodes } of violations) {
    counts[impact] = (counts[impact] ?? 0) + 1;
    const where = nodes.slice(0, 3).map((node) => node.target.join(" "));
    const text = `${name}: ${impact}: ${id}: ${nodes.length} at ${where.join(" | ")}`;
    check(!["serious", "critical"].includes(impact), text);
    if (process.env.SHOW_MINOR) console.log(text);
  }
  await context.close();
};

const filter = async (browser, base) => {
  const tab = await browser.newPage();
  await tab.goto(`${base}/rules/`);
  const shown = () => tab.locator(".md-content tbody tr:visible").count();
  const all = await shown();
  check(all > 300, `the index shows ${all} rules`);
  await tab.getByLabel("Words").focus();
  await tab.keyboard.type("ckv_k8s_16");
  check((await shown()) === 1, "another tool's name finds its rule");
  check((await tab.locator("output").textContent()).startsWith("1 of "), "the count is told");
  await tab.keyboard.press("Tab");
  const focused = await tab.evaluate(() => document.activeElement.id);
  check(focused === "filter-severity", `Tab leads to the next field, not ${focused}`);
  await tab.getByRole("button", { name: "Show all" }).focus();
  await tab.keyboard.press("Enter");
  await tab.waitForTimeout(50);
  check((await shown()) === all, "Show all shows all");
  for (const [label, value] of [
    ["Severity", "error"],
    ["Subject", "pod security"],
    ["Fixable", "yes"],
    ["Symptom", "CrashLoopBackOff"],
    ["Standard", "pss:restricted"],
  ]) {
    await tab.getByLabel(label, { exact: true }).selectOption(value);
    const some = await shown();
    check(some > 0 && some < all, `${label} ${value} shows ${some} rules`);
    await tab.getByRole("button", { name: "Show all" }).press("Enter");
    await tab.waitForTimeout(50);
  }
  await tab.goto(`${base}/rules/?severity=error&fix=yes`);
  const linked = await shown();
  check(linked > 0 && linked < all / 2, `an address chooses ${linked} rules`);
  await tab.close();

  const context = await browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(`${base}/rules/`);
  const rows = await plain.locator(".md-content tbody tr:visible").count();
  check(rows === all, `without JavaScript the index shows ${rows} of ${all} rules`);
  check((await plain.locator(".rule-filter").count()) === 0, "and no filter");
  await context.close();
};

const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = process.env.CHROMIUM || installed.find((each) => fs.existsSync(each));
if (!executablePath) {
  console.error("make e2e needs Chromium: install it, or name it in CHROMIUM");
  process.exit(2);
}
const { server, base } = await serve();
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const pages = chosen.length ? chosen : PAGES;
for (const page of pages)
  for (const width of WIDTHS)
    for (const scheme of SCHEMES) await look(browser, base, page, width, scheme);
await filter(browser, base);
await browser.close();
server.close();
for (const each of failures) console.error(each);
const found = Object.entries(counts).map(([impact, count]) => `${count} ${impact}`);
console.log(`${pages.length} pages, ${WIDTHS.length} widths, light and dark`);
console.log(`axe-core: ${found.join(", ") || "no findings"}; ${failures.length} failures`);
process.exit(failures.length ? 1 : 0);
