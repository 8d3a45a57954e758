import type { Browser, Locator, Page } from 'playwright-core';

import { newContext, openBrowser } from './support/browser';
import { ServerProcess } from './support/server-process';

const API_KEY = 'a key for the owner only';

/** The page draws only what can be seen of a long list: all of it is what is there at one place or another. */
const SCROLL_PX = 600;

/** One step down. @returns whether there was more. */
async function scrolled(page: Page): Promise<boolean> {
  const places = await page.evaluate<[number, number]>(`
    (() => {
      const before = window.scrollY;
      window.scrollBy(0, ${SCROLL_PX});
      return new Promise((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => resolve([before, window.scrollY]))));
    })()
  `);
  return places[1] > places[0];
}

async function operationsShown(page: Page): Promise<string[]> {
  const shown = new Set<string>();
  do {
    const here = await page.evaluate<string[]>(`
      [...document.querySelectorAll('.opblock')].map((block) => {
        const method = block.querySelector('.opblock-summary-method').textContent;
        return method + ' ' + block.querySelector('.opblock-summary-path').dataset.path;
      })
    `);
    for (const operation of here) shown.add(operation);
  } while (await scrolled(page));
  return [...shown];
}

async function scrolledTo(page: Page, block: Locator): Promise<void> {
  await page.evaluate('window.scrollTo(0, 0)');
  while ((await block.count()) === 0 && (await scrolled(page)));
}

describe('/api/docs in a browser', () => {
  let server: ServerProcess;
  let browser: Browser;

  beforeAll(async () => {
    [server, browser] = await Promise.all([
      ServerProcess.start({ env: { VOXBRIDGE_API_KEY: API_KEY } }),
      openBrowser(),
    ]);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.dispose();
  });

  it('shows every operation and tries one out, with nothing from elsewhere and nothing that its policy refuses', async () => {
    // The policy stays in place, as a person's browser has it.
    const context = await newContext(browser, {
      viewport: { width: 1200, height: 900 },
      bypassCSP: false,
    });
    const asked: string[] = [];
    await context.route('**', (route) => {
      asked.push(new URL(route.request().url()).origin);
      return route.request().url().startsWith(server.url) ? route.continue() : route.abort();
    });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
    });
    const opened = await page.goto(`${server.url}/api/docs`);
    expect(opened?.headers()['content-security-policy']).toContain("script-src 'self'");
    await page.locator('.opblock').first().waitFor();

    const { paths } = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as {
      paths: Record<string, Record<string, unknown>>;
    };
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect((await operationsShown(page)).sort()).toEqual(described.sort());

    const info = page.locator('.opblock', { has: page.locator('[data-path="/api/info"]') });
    await scrolledTo(page, info);
    await info.locator('.opblock-summary-control').click();
    await info.locator('.execute').click();
    const answer = info.locator('.live-responses-table');
    await answer.locator('.response-col_status', { hasText: '200' }).waitFor();
    expect(await answer.textContent()).toContain('"engines"');
    expect(new Set(asked)).toEqual(new Set([new URL(server.url).origin]));
    expect(problems).toEqual([]);
    await context.close();
  });
});
