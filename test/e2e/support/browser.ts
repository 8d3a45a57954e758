import { existsSync } from 'node:fs';

import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
} from 'playwright-core';

/** Chromium as people have it, which draws windows also where nobody sees them: Debian's. */
const WHOLE = '/usr/bin/chromium';

/** The same without windows and what is around a page, which takes a third of the processor's time less: Debian's package of it. */
const SHELL = '/usr/bin/chromium-headless-shell';

/** A net under what a page never shows: it says nothing of how fast anything is. */
const PATIENCE_MS = 90_000;

export type BrowserOptions = {
  /** WAV that the fake microphone plays once, from the moment the page opens it. */
  readonly microphoneWav?: string;
  /** False: the page's request for the microphone is refused, which only the whole browser can do. */
  readonly grantMicrophone?: boolean;
  /** The browser as people have it. */
  readonly isWhole?: boolean;
};

/** Headless Chromium with a fake microphone. The caller closes it. */
export async function openBrowser(options: BrowserOptions = {}): Promise<Browser> {
  const { grantMicrophone: isGranted = true, isWhole = !isGranted } = options;
  return chromium.launch({
    executablePath: isWhole || !existsSync(SHELL) ? WHOLE : SHELL,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--autoplay-policy=no-user-gesture-required',
      ...(isGranted
        ? ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
        : ['--use-fake-device-for-media-stream', '--deny-permission-prompts']),
      ...(options.microphoneWav === undefined
        ? []
        : [`--use-file-for-fake-audio-capture=${options.microphoneWav}%noloop`]),
    ],
  });
}

/**
 * A browser as new; `options` go before what the tests need. Of a person who asked for less motion: without a graphics card, painting
 * what moves takes a tenth of the processors from what is tested.
 */
export async function newContext(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  // The tests' own scripts run in the page, which its content security policy would refuse.
  const context = await browser.newContext({
    bypassCSP: true,
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
}
