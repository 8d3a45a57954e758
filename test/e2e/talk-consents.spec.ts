import type { Browser, BrowserContext } from 'playwright-core';

import { freePort } from '../support/free-port';
import { newContext, openBrowser } from './support/browser';
import { ConversationPage } from './support/conversation-page';
import { ServerProcess } from './support/server-process';

/** A server that hears nobody without a yes. */
describe('Talk in a browser, before anybody has agreed', () => {
  let server: ServerProcess;
  let browser: Browser;
  let context: BrowserContext;
  let talk: ConversationPage;

  beforeAll(async () => {
    const env = { PORT: String(await freePort()), CONSENT_REQUIRED: 'processing' };
    [server, browser] = await Promise.all([ServerProcess.start({ env }), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.dispose();
  });
  beforeEach(async () => {
    context = await newContext(browser);
    talk = await ConversationPage.open(context, server.url);
  });
  afterEach(() => context.close());

  async function type(text: string): Promise<void> {
    await talk.page.getByTestId('text-input').fill(text);
    await talk.page.keyboard.press('Enter');
  }

  it('asks, hears once it is allowed, and stops when that is taken back', async () => {
    const { page } = talk;
    await talk.start();
    const question = page.getByTestId('consent-question');
    await question.getByText('nothing you say is heard').waitFor();
    await page.getByTestId('consent-allow').click();
    await question.waitFor({ state: 'detached' });
    await type('Hello?');
    await talk.waitForTurns(1);
    await page.getByTestId('withdraw-processing').click();
    await page.getByTestId('withdraw-processing').waitFor({ state: 'detached' });
    await type('And now?');
    await question.waitFor();
    expect(await talk.turns()).toHaveLength(1);
  });

  it('takes a no, and asks again before the next thing is typed in vain', async () => {
    const { page } = talk;
    await talk.start();
    await page.getByTestId('consent-refuse').click();
    const question = page.getByTestId('consent-question');
    await question.waitFor({ state: 'detached' });
    await type('Hello?');
    await question.waitFor();
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    expect(await talk.turns()).toEqual([]);
  });
});
