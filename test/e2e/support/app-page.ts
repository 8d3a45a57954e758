import { type Result, source as axeSource } from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';

import type { ServerProcess } from './server-process';

/** What the browser tests of the pages share: one server, one browser. */
export type Town = { readonly server: ServerProcess; readonly browser: Browser };

type Look = { readonly scheme: 'light' | 'dark'; readonly width: number };

const LOOKS: readonly Look[] = [
  { scheme: 'light', width: 390 },
  { scheme: 'dark', width: 390 },
  { scheme: 'light', width: 1280 },
  { scheme: 'dark', width: 1280 },
];
const HEIGHT = 860;
/** A net, not a measure: a busy machine takes its time. */
const NET_MS = 90_000;

/** A page of the application in a context of its own, and what its browser complained of. */
export class AppPage {
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    private readonly url: string,
  ) {
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
  }

  /** Opens an address (`/conversations`). The policy of the page stays in place, as a person's browser has it. */
  static async open({ browser, server }: Town, path: string, width = 1280): Promise<AppPage> {
    const context = await browser.newContext({
      viewport: { width, height: HEIGHT },
      locale: 'en-GB',
      acceptDownloads: true,
      // Without a graphics card, painting what moves takes processors from what is tested.
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(NET_MS);
    const app = new AppPage(await context.newPage(), context, server.url);
    await app.goto(path);
    return app;
  }

  /** The same with a key, as it is after signing in. */
  static async openAs(town: Town, path: string, apiKey: string, width = 1280): Promise<AppPage> {
    const app = await AppPage.open(town, path, width);
    await app.page.getByTestId('sign-in-key').fill(apiKey);
    await app.page.keyboard.press('Enter');
    await app.page.getByTestId('sign-in-key').waitFor({ state: 'detached' });
    app.complaints.length = 0;
    return app;
  }

  async goto(path: string): Promise<void> {
    await this.page.goto(`${this.url}/#${path}`);
  }

  /**
   * What axe finds, and whether anything is wider than the screen, in both colour schemes on a phone and a desk: `[]`.
   * `isReady` resolves when the page is there; it is asked anew for each of the four.
   */
  async faults(isReady: () => Promise<unknown>): Promise<string[]> {
    const found: string[] = [];
    for (const { scheme, width } of LOOKS) {
      await this.page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await this.page.setViewportSize({ width, height: HEIGHT });
      await isReady();
      for (const { id, nodes } of await this.#violations()) {
        found.push(`${scheme} ${width} ${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
      }
      const excess = await this.page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      if (excess > 0) found.push(`${scheme} ${width} is ${excess} px too wide`);
    }
    return found;
  }

  /** What axe finds of the page as it is. */
  async #violations(): Promise<readonly Result[]> {
    // Half a megabyte of script, which stays for as long as the document does: running it takes longer than what it then does.
    if (!(await this.page.evaluate<boolean>('"axe" in window'))) {
      await this.page.evaluate(axeSource);
    }
    return this.page.evaluate<readonly Result[]>(
      'axe.run({ resultTypes: ["violations"] }).then(({ violations }) => violations)',
    );
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
