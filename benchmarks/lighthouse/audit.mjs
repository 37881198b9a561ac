/**
 * Audits the trainee's pages of a running product, on a phone and on a desk, and fails below the target.
 *
 *   node audit.mjs http://127.0.0.1:8000 [words of a page, such as "talk"] [--full] [--save FOLDER]
 *
 * CHROME_PATH names the browser. A talk is begun and a reply given, since a talk and its summary have to be lived to be
 * seen; each page is then loaded in a tab that goes on with it. --full also tells what costs points; --save keeps the reports.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { startFlow } from "lighthouse";
import desktop from "lighthouse/core/config/desktop-config.js";
import puppeteer from "puppeteer-core";

const TARGET = 95;
const CATEGORIES = ["performance", "accessibility", "best-practices"];
const REPLY = "I am so sorry, we should have rung you at once. How is he now?";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { full: { type: "boolean" }, save: { type: "string" } },
});
const [home = "http://127.0.0.1:8000", only = ""] = positionals;
const at = (place) => `${home.replace(/\/$/, "")}/#/${place}`;

/** The pages in the order in which a trainee sees them; `live` is what has to happen before one can be loaded. */
const PAGES = [
  { name: "choose", place: "" },
  { name: "briefing", place: "briefing/angry_parent" },
  { name: "talk", place: "talk", live: talk },
  { name: "summary", place: "summary", live: talk },
  { name: "practice", place: "practice", live: talk },
];
const FORMS = { phone: undefined, desk: desktop };

/** Begin a talk and give a reply; what the tab then remembers of it, so that another can go on. */
async function talk(page) {
  await page.goto(at("briefing/angry_parent"));
  await page.locator("aria/Start the conversation[role='button']").click();
  await page.locator("aria/[role='textbox']").wait();
  await page.waitForSelector(">>> .entry.parent");
  await page.locator("aria/[role='textbox']").fill(REPLY);
  await page.keyboard.press("Enter");
  await page.waitForFunction(
    () => document.querySelector("alongside-chat").shadowRoot.querySelectorAll(".entry.parent").length > 1,
  );
  return page.evaluate(() => ({ ...window.sessionStorage }));
}

async function audit(browser, form, { name, place, live }) {
  const context = await browser.createBrowserContext();
  try {
    const lived = live ? await live(await context.newPage()) : {};
    const tab = await context.newPage();
    await tab.evaluateOnNewDocument((kept) => {
      if (window.location.protocol !== "about:") Object.assign(window.sessionStorage, kept);
    }, lived);
    await tab.bringToFront();
    const flow = await startFlow(tab, {
      config: FORMS[form],
      flags: { onlyCategories: CATEGORIES, disableStorageReset: true, logLevel: "error" },
    });
    await flow.navigate(at(place), { name });
    const { lhr } = (await flow.createFlowResult()).steps[0];
    if (values.save) {
      mkdirSync(values.save, { recursive: true });
      writeFileSync(`${values.save}/${name}-${form}.html`, await flow.generateReport());
    }
    return lhr;
  } finally {
    await context.close();
  }
}

function tell(form, name, lhr) {
  const scores = CATEGORIES.map((id) => Math.round(100 * (lhr.categories[id].score ?? 0)));
  const paint = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"];
  const times = paint.map((id) => lhr.audits[id].displayValue?.replaceAll("\u00a0", " ") ?? "?");
  console.log(form.padEnd(6), name.padEnd(9), ...scores.map((score) => String(score).padStart(12)), "  ", times.join("  "));
  if (lhr.runtimeError) console.log(`       ${lhr.runtimeError.message}`);
  if (values.full) {
    for (const { id, score, title, displayValue = "" } of Object.values(lhr.audits)) {
      if (score !== null && score < 0.9) console.log(`       ${score.toFixed(2)} ${id}: ${title} ${displayValue}`);
    }
  }
  return scores.every((score) => score >= TARGET);
}

const browser = await puppeteer.launch({
  executablePath: process.env.CHROME_PATH ?? "/usr/bin/chromium",
  headless: true,
  args: ["--no-sandbox"],
});
let met = true;
console.log("       page     ", ...CATEGORIES.map((id) => id.padStart(12)), "   first paint  largest paint  blocking  shift");
try {
  for (const form of Object.keys(FORMS)) {
    for (const page of PAGES.filter(({ name }) => name.includes(only))) {
      met = tell(form, page.name, await audit(browser, form, page)) && met;
    }
  }
} finally {
  await browser.close();
}
if (!met) {
  console.error(`Not every page reached ${TARGET}.`);
  process.exitCode = 1;
}
