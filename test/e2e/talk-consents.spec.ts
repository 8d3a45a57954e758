import { answerOf } from '@vox/api-client';
import type { Browser, BrowserContext } from 'playwright-core';

import { eventually } from '../support/eventually';
import { freePort } from '../support/free-port';
import { recordedWav } from '../support/recordings';
import { AppPage } from './support/app-page';
import { newContext, openBrowser } from './support/browser';
import { ConversationPage } from './support/conversation-page';
import { say } from './support/page-audio';
import { ServerProcess } from './support/server-process';

/** What a player does, as the page's own element tells it. */
const PLAYER = `document.querySelector('[data-testid="recording"]')`;

/** A server that hears nobody without a yes, and may record. */
describe('Talk in a browser, before anybody has agreed', () => {
  let server: ServerProcess;
  let browser: Browser;
  let context: BrowserContext;
  let talk: ConversationPage;

  beforeAll(async () => {
    const port = String(await freePort());
    const env = { PORT: port, CONSENT_REQUIRED: 'processing', RECORDING: 'allowed' };
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

  describe('with an agent that records', () => {
    beforeAll(async () => {
      const body = { name: 'Archivist', system_prompt: 'You keep things.', records: true };
      answerOf(await server.api.POST('/api/agents', { body }));
    });
    beforeEach(async () => {
      await context.close();
      context = await newContext(browser);
      talk = await ConversationPage.open(context, server.url, { speaks: true });
      await talk.page.getByTestId('agent-choice').selectOption({ label: 'Archivist' });
    });

    const recorded = () => talk.page.getByTestId('recorded');
    /** Says yes to both questions, and something. */
    const speak = async (): Promise<string> => {
      const { page } = talk;
      await talk.start();
      const question = page.getByTestId('consent-question');
      const first = String(await question.getByRole('heading').textContent());
      await page.getByTestId('consent-allow').click();
      await question.getByText(first).waitFor({ state: 'detached' });
      await page.getByTestId('consent-allow').click();
      await question.waitFor({ state: 'detached' });
      await recorded().getByText('This conversation is being recorded.').waitFor();
      await say(page, recordedWav('check-number-dial-again.wav'));
      await talk.waitForTurns(1);
      return talk.sessionId();
    };

    it('says so while it is recorded, and plays it afterwards, from where one likes', async () => {
      const sessionId = await speak();
      await talk.page.getByTestId('talk-button').click();
      await talk.waitForState('idle', 'ended');
      const app = await AppPage.open({ server, browser }, `/conversations/${sessionId}`);
      const { page } = app;
      await page.getByTestId('hear').click();
      const player = page.getByTestId('recording');
      await player.waitFor();
      // The page's policy takes no text for a script, as `waitForFunction` has it.
      const plays = (past: number) =>
        eventually(
          () => page.evaluate<boolean>(`${PLAYER}.currentTime > ${past} || ${PLAYER}.ended`),
          (isPast) => isPast,
        );
      await plays(0.2);
      const lengthS = await page.evaluate<number>(`${PLAYER}.duration`);
      expect(lengthS).toBeGreaterThan(1);
      // Back from nearly its end, and on.
      for (const toS of [lengthS - 0.5, 0.3]) {
        await page.evaluate(`new Promise((resolve) => {
          ${PLAYER}.pause();
          ${PLAYER}.addEventListener('seeked', resolve, { once: true });
          ${PLAYER}.currentTime = ${toS};
        })`);
        expect(await page.evaluate(`${PLAYER}.currentTime`)).toBeCloseTo(toS, 1);
        await page.evaluate(`${PLAYER}.play()`);
        await plays(toS + 0.1);
      }
      expect(await app.faults(() => player.waitFor())).toEqual([]);
      expect(app.complaints).toEqual([]);
      await app.close();
    });

    it('says so no more once that is taken back, and has nothing of it any more', async () => {
      const sessionId = await speak();
      await talk.page.getByTestId('withdraw-recording').click();
      await recorded().getByText('recorded').waitFor({ state: 'detached' });
      expect(await recorded().textContent()).toBe('');
      const app = await AppPage.open({ server, browser }, `/conversations/${sessionId}`);
      await app.page.getByTestId('message').first().waitFor();
      expect(await app.page.getByTestId('recordings').count()).toBe(0);
      await app.close();
    });
  });
});
