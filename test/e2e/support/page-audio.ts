import { join } from 'node:path';

import type { BrowserContext, Page } from 'playwright-core';

const PAGE_EAR = join(__dirname, 'page-ear.browser.js');

export type RecordedAudio = {
  readonly pcm: Int16Array;
  readonly sampleRateHz: 48_000;
  /** `performance.now` of the page at the last sample. */
  readonly endedAtMs: number;
};

/** Gives every page of `context` the tests' ear; `speaks` takes the place of its microphone too. */
export async function addPageEar(
  context: BrowserContext,
  options: { speaks?: boolean } = {},
): Promise<void> {
  await context.addInitScript({ path: PAGE_EAR });
  if (options.speaks === true) await context.addInitScript('window.testMicrophone.install()');
}

/** Starts to record what the page plays, as soon as there is a stream to hear. */
export async function recordAnswers(page: Page): Promise<void> {
  await page.waitForFunction('window.voxbridge?.remoteStream != null');
  await page.evaluate('window.testEar.listen()');
}

/** Gives what was recorded since the last call (or the start). */
export async function takeRecording(page: Page): Promise<RecordedAudio> {
  const { base64, endedAtMs } = await page.evaluate<{ base64: string; endedAtMs: number }>(
    'window.testEar.take()',
  );
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  return { pcm: new Int16Array(bytes.buffer), sampleRateHz: 48_000, endedAtMs };
}

/** Speaks `wav` into the page's microphone; gives `performance.now` of the page at its last sample. */
export async function say(page: Page, wav: Uint8Array): Promise<number> {
  const base64 = Buffer.from(wav).toString('base64');
  const { endedAtMs } = await page.evaluate<{ endedAtMs: number }>(
    `window.testMicrophone.say(${JSON.stringify(base64)})`,
  );
  return endedAtMs;
}
