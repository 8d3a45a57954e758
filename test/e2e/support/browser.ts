import { type Browser, type BrowserContext, chromium } from 'playwright-core';

/** Chromium as the machine has it; Debian's by default. */
const EXECUTABLE = '/usr/bin/chromium';

export type BrowserOptions = {
  /** WAV that the fake microphone plays once, from the moment the page opens it. */
  readonly microphoneWav?: string;
  /** False: the page's request for the microphone is refused. */
  readonly grantMicrophone?: boolean;
};

/** Headless Chromium with a fake microphone. The caller closes it. */
export async function openBrowser(options: BrowserOptions = {}): Promise<Browser> {
  const isGranted = options.grantMicrophone ?? true;
  return chromium.launch({
    executablePath: EXECUTABLE,
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

export function newContext(browser: Browser): Promise<BrowserContext> {
  // The tests' own scripts run in the page, which its content security policy would refuse.
  return browser.newContext({ bypassCSP: true });
}
