// Tests a report of podlint in a browser: `make e2e`.
//
//   node report.mjs REPORT.html [PICTURES]
//
// At two widths, light and dark: nothing is loaded, no error on the console, nothing is cut off at the
// side, and axe-core finds nothing serious. Every filter shows exactly the findings that it should,
// and every drawing opens, with the keyboard, and without JavaScript everything is shown. With PICTURES, a folder, screenshots
// are written there. The browser is Chromium: $CHROMIUM, or one that is installed.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [report, pictures] = process.argv.slice(2);
const url = pathToFileURL(path.resolve(report)).href;
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const failures = [];
const check = (condition, message) => {
  if (!condition) failures.push(message);
};
const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = process.env.CHROMIUM || installed.find((each) => fs.existsSync(each));
if (!executablePath) {
  console.error("make e2e needs Chromium: install it, or name it in CHROMIUM");
  process.exit(2);
}
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
// axe-core and the printer take minutes for thousands of findings, so they get the first ones only.
const MOST_FOR_AXE = 300;
let serious = 0;

const look = async (width, scheme) => {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
  const page = await context.newPage();
  const name = `report ${width} ${scheme}`;
  page.on("console", (each) => check(each.type() !== "error", `${name}: ${each.text()}`));
  page.on("pageerror", (error) => check(false, `${name}: ${error}`));
  page.on("request", (each) => check(each.url() === url, `${name}: loads ${each.url()}`));
  await page.goto(url);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  check(wide <= 0, `${name}: ${wide} pixels are cut off at the side`);
  if (pictures) await page.screenshot({ path: path.join(pictures, `report-${width}-${scheme}.png`) });
  await page.locator("main > section.file > ol > li").evaluateAll((items, most) => {
    for (const each of items.slice(most)) (each.closest("section") ?? each).remove();
  }, MOST_FOR_AXE);
  check((await page.locator("main > section.file > ol > li").count()) > 0, `${name}: axe-core has nothing to look at`);
  if (pictures) await page.pdf({ path: path.join(pictures, "report.pdf") });
  await page.addScriptTag({ path: axe });
  const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  for (const each of found.violations) {
    if (!["serious", "critical"].includes(each.impact)) continue;
    serious += 1;
    check(false, `${name}: ${each.id}: ${each.nodes[0].html.slice(0, 120)} ${each.nodes[0].failureSummary}`);
  }
  await context.close();
};

// A drawing is laid out only when it is opened, with the keyboard, and then has its text alternative.
const draw = async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 900 } });
  const page = await context.newPage();
  await page.goto(url);
  const pods = page.locator("details.pod");
  const count = await pods.count();
  check(count > 0, "no Pod is drawn");
  if (count) {
    const first = pods.first();
    check((await first.locator("svg:visible").count()) === 0, "a drawing is shown before it is opened");
    await first.locator("summary").focus();
    await page.keyboard.press("Enter");
    await first.locator("svg").first().waitFor({ state: "visible" });
    const words = await first.locator("svg").first().evaluate((each) => document.getElementById(each.getAttribute("aria-labelledby")).textContent);
    check(/^(Start order|Requests by step)\. /.test(words), `a drawing is described as ${words}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    check(wide <= 0, `with a drawing, ${wide} pixels are cut off at the side`);
    await page.addScriptTag({ path: axe });
    const found = await page.evaluate(() => axe.run(document.querySelector("details.pod"), { resultTypes: ["violations"] }));
    for (const each of found.violations.filter(({ impact }) => ["serious", "critical"].includes(impact))) {
      serious += 1;
      check(false, `drawing: ${each.id}: ${each.nodes[0].failureSummary}`);
    }
    if (pictures) await first.screenshot({ path: path.join(pictures, "report-drawing.png") });
  }
  await context.close();
  return count;
};

const shown = (page) => page.locator("main > section.file > ol > li:visible").count();

const filter = async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(url);
  const all = await page.locator("main > section.file > ol > li").count();
  check((await shown(page)) === all, "not all findings are shown at first");
  const state = page.locator("form output");
  const settled = (count) =>
    page.waitForFunction(
      (words) => document.querySelector("form output").textContent === words,
      `${count} of ${all} findings shown`,
      { timeout: 5000 },
    );
  const expectCount = async (count, what) => {
    try {
      await settled(count);
    } catch {
      check(false, `${what}: ${await state.textContent()} instead of ${count}`);
    }
    check((await shown(page)) === count, `${what}: the list shows another number`);
  };
  for (const severity of ["error", "warning", "info"]) {
    const box = page.locator(`[name=severity][value=${severity}]`);
    if (!(await box.count())) continue;
    const some = await page.locator(`main > section.file > ol > li.${severity}`).count();
    await box.focus();
    await page.keyboard.press("Space");
    await expectCount(all - some, `without ${severity}`);
    await page.keyboard.press("Space");
  }
  for (const name of ["rule", "file", "namespace", "builds"]) {
    const choice = page.locator(`select[name=${name}]`);
    if (!(await choice.count())) {
      console.log(`there is nothing to filter by ${name}`);
      continue;
    }
    const value = await choice.locator("option").nth(1).getAttribute("value");
    const some = await page
      .locator("main > section.file > ol > li")
      .evaluateAll((items, [key, wanted]) => {
        const of = (each) => (key === "file" ? each.closest("section").dataset.file : each.dataset[key]);
        return items.filter((each) => of(each).split("//").includes(wanted)).length;
      }, [name, value]);
    await choice.selectOption(value);
    await expectCount(some, `${name} ${value}`);
    await page.locator("button[type=reset]").click();
    await expectCount(all, `all again after ${name}`);
  }
  await page.locator("[name=text]").focus();
  await page.keyboard.type("no such words");
  await expectCount(0, "a text that nothing has");
  const sections = await page.locator("main > section.file:visible").count();
  check(sections === 0, "files without findings are shown");
  await page.locator("button[type=reset]").click();
  await expectCount(all, "all again");
  const start = Date.now();
  await page.locator("[name=text]").fill("memory");
  await page.waitForFunction((words) => !document.querySelector("form output").textContent.startsWith(words), `${all} of`);
  const taken = Date.now() - start;
  check(taken < 2000, `filtering ${all} findings takes ${taken} ms`);
  await context.close();

  const without = await browser.newContext({ javaScriptEnabled: false });
  const plain = await without.newPage();
  await plain.goto(url);
  check((await shown(plain)) === all, "without JavaScript not all findings are shown");
  check((await plain.locator("form:visible").count()) === 0, "without JavaScript there is a form");
  await without.close();
  return [all, taken];
};

for (const width of [390, 1280]) for (const scheme of ["light", "dark"]) await look(width, scheme);
const drawn = await draw();
const [all, taken] = await filter();
await browser.close();
for (const each of failures) console.error(each);
console.log(`${all} findings, ${drawn} Pods drawn, filtered in ${taken} ms; axe-core: ${serious} serious; ${failures.length} failures`);
process.exit(failures.length ? 1 : 0);
