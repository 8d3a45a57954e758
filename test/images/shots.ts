import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Browser, Page } from 'playwright-core';

/** Where the images of the documentation are. */
export const FOLDER = join(__dirname, '..', '..', 'docs', 'images');
export const [PHONE, DESK] = [390, 1280];
const HEIGHT = 844;
/** As they stand beside each other in the images of pages. */
const LOOKS = [
  [PHONE, 'light'],
  [PHONE, 'dark'],
  [DESK, 'light'],
  [DESK, 'dark'],
] as const;
/** What moves has come to rest, and what is asked for has come. */
export const REST_MS = 1500;

type Scheme = 'light' | 'dark';

/** Where something is, and what somebody signs in with there; nobody need when there is no key. */
export type Place = { readonly url: string; readonly apiKey?: string };

/** A page in a browser that has seen nothing yet. The caller closes its context. */
export async function opened(
  browser: Browser,
  { url, apiKey }: Place,
  width: number,
  colorScheme: Scheme,
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: HEIGHT },
    locale: 'en-GB',
    colorScheme,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  await page.goto(url);
  await page.locator('main h1').first().waitFor();
  if (apiKey !== undefined) {
    const field = page.getByTestId('sign-in-key');
    await field.fill(apiKey);
    await page.keyboard.press('Enter');
    await field.waitFor({ state: 'detached' });
  }
  return page;
}

export async function shot(
  browser: Browser,
  place: Place,
  width: number,
  scheme: Scheme,
): Promise<Buffer> {
  const page = await opened(browser, place, width, scheme);
  await sleep(REST_MS);
  const taken = await page.screenshot();
  await page.context().close();
  return taken;
}

/** Writes the image of one page, in all its looks. */
export async function showPage(browser: Browser, name: string, place: Place): Promise<void> {
  const shots = [];
  for (const [width, scheme] of LOOKS) shots.push(await shot(browser, place, width, scheme));
  await writeFile(join(FOLDER, 'pages', `${name}.png`), await sideBySide(browser, shots));
  process.stderr.write(`${name}\n`);
}

/** In one image, each at `scale` of its size. */
export async function sideBySide(
  browser: Browser,
  shots: readonly Buffer[],
  scale = 0.5,
): Promise<Buffer> {
  const page = await browser.newPage();
  const images = shots.map(
    (taken) =>
      `<img src="data:image/png;base64,${taken.toString('base64')}" style="height:${HEIGHT * scale}px">`,
  );
  await page.setContent(`<body style="margin:0;display:inline-flex">${images.join('')}</body>`);
  const taken = await page.locator('body').screenshot();
  await page.close();
  return taken;
}
