import type { Page } from 'playwright-core';

/** What a page did when it was opened and scrolled to its end. */
export type Visit = {
  /** The addresses that it asked the server's interface for, each once. */
  readonly asked: readonly string[];
  /** The longest task of the main thread while it was scrolled, ms; 0 where none took 50 ms. */
  readonly longestTaskMs: number;
  /** The most rows of lists and tables that were in the document. */
  readonly rows: number;
};

/** A task from 50 ms on is a long one (W3C Long Tasks): what is shorter no browser tells. */
const WATCH = `
  window.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.longTasks.push(duration);
  }).observe({ type: 'longtask' });`;
const FRAME = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';
const ROWS = "document.querySelectorAll('main li, main tr').length";
const STEPS = 60;
const STEP_PX = 1200;
/** What a page asks for comes within it, though streams and intervals never end. */
const SETTLE_MS = 3000;

/** Opens `url` anew, lets it come to rest, and scrolls. */
export async function visit(page: Page, url: string): Promise<Visit> {
  const asked = new Set<string>();
  const note = (request: { method(): string; url(): string }) => {
    const { pathname } = new URL(request.url());
    if (request.method() === 'GET' && /^\/(api|health|voice)\//u.test(pathname))
      asked.add(request.url());
  };
  await page.goto('about:blank');
  page.on('request', note);
  await page.goto(url);
  await page.locator('main').waitFor();
  await page.waitForTimeout(SETTLE_MS);
  await page.evaluate(WATCH);
  let rows = 0;
  for (let step = 0; step < STEPS; step += 1) {
    await page.mouse.wheel(0, STEP_PX);
    await page.evaluate(FRAME);
    rows = Math.max(rows, await page.evaluate<number>(ROWS));
  }
  const tasks = await page.evaluate<number[]>('window.longTasks');
  page.off('request', note);
  return { asked: [...asked], longestTaskMs: Math.max(0, ...tasks), rows };
}
