import { answerOf } from '@vox/api-client';
import { wer } from '@vox/testing';
import type { Browser, BrowserContext } from 'playwright-core';

import { VoiceSocketClient } from '../../apps/console/src/voice-socket-client';
import { eventually } from '../support/eventually';
import { freePort } from '../support/free-port';
import { recordedWav, recordingNamed } from '../support/recordings';
import { mostWordsOff } from '../support/speech-bounds';
import { AppPage } from './support/app-page';
import { newContext, openBrowser } from './support/browser';
import { ConversationPage } from './support/conversation-page';
import { say } from './support/page-audio';
import { ServerProcess } from './support/server-process';

const SENTENCE = 'check-number-dial-again.wav';
/** The share of {@link SENTENCE} that was misheard. */
const wordsOff = (heard = '') => wer(recordingNamed(SENTENCE).text, heard);
/** It takes half a minute to say. */
const LONG = 'Once there was an onion that wanted to see the sea. '.repeat(10);

/** Counts what is asked of the screen. */
const SCREEN = `
  window.testScreen = { asked: 0, released: 0 };
  Object.defineProperty(navigator, 'wakeLock', { value: { request: () => {
    window.testScreen.asked += 1;
    return Promise.resolve({ release: () => { window.testScreen.released += 1; return Promise.resolve(); } });
  } } });
`;

/** How somebody is heard on Talk, and what a phone does meanwhile. */
describe('Talk in a browser', () => {
  let env: Record<string, string>;
  let server: ServerProcess;
  let browser: Browser;
  let context: BrowserContext;
  let talk: ConversationPage;

  beforeAll(async () => {
    env = { PORT: String(await freePort()) };
    [server, browser] = await Promise.all([ServerProcess.start({ env }), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.dispose();
  });

  beforeEach(async () => {
    context = await newContext(browser);
    await context.addInitScript(SCREEN);
    talk = await ConversationPage.open(context, server.url, { speaks: true });
  });
  afterEach(() => context.close());

  const isHeard = (yes: boolean) =>
    talk.page.locator(`[data-testid="hold-button"][aria-pressed="${yes}"]`).waitFor();

  it('hears with push-to-talk only what is said while the button or the space bar is held', async () => {
    const { page } = talk;
    await talk.start();
    await page.getByTestId('push-to-talk').check();
    await isHeard(false);
    await say(page, recordedWav(SENTENCE));
    await page.getByTestId('hold-button').hover();
    await page.mouse.down();
    await isHeard(true);
    await say(page, recordedWav(SENTENCE));
    await page.mouse.up();
    await isHeard(false);
    const [turn, ...others] = await talk.waitForTurns(1);
    expect(wordsOff(turn?.user)).toBeLessThanOrEqual(mostWordsOff(0.2));
    expect(others).toEqual([]);
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.down(' ');
    await isHeard(true);
    await page.keyboard.up(' ');
    await isHeard(false);
    await page.reload();
    await page.getByTestId('talk-button').waitFor();
    await talk.start();
    await isHeard(false);
    await page.getByTestId('push-to-talk').uncheck();
    await page.getByTestId('mute-button').waitFor();
  }, 180_000);

  it('sets how loud somebody is from what they say, and says when nothing was heard', async () => {
    const { page } = talk;
    await talk.start();
    await page.getByTestId('calibrate').click();
    const check = page.getByTestId('level-check');
    await check.getByText('Be quiet').waitFor();
    await check.getByText('say a sentence').waitFor();
    await say(page, recordedWav(SENTENCE));
    await page.locator('[data-testid="level-check"][data-done="true"]').waitFor();
    await check.getByText('as loud as you are to be').waitFor();
    // That was for the microphone, not for the agent.
    expect(await talk.turns()).toEqual([]);
    await talk.waitForState('listening');
    await say(page, recordedWav(SENTENCE));
    const turns = await talk.waitForTurns(1);
    expect(wordsOff(turns[0]?.user)).toBeLessThanOrEqual(mostWordsOff(0.2));
  }, 180_000);

  it('has axe find nothing during a call, hands-free and with push-to-talk', async () => {
    const app = await AppPage.open({ server, browser }, '/');
    const { page } = app;
    await page.getByTestId('talk-button').click();
    const faultsWith = (testId: string) => app.faults(() => page.getByTestId(testId).waitFor());
    expect(await faultsWith('calibrate')).toEqual([]);
    await page.getByTestId('push-to-talk').check();
    expect(await faultsWith('hold-button')).toEqual([]);
    expect(app.complaints).toEqual([]);
    await app.close();
  });

  it('keeps the screen on for as long as the call lasts', async () => {
    const { page } = talk;
    const screen = () =>
      page.evaluate<{ asked: number; released: number }>('({ ...window.testScreen })');
    expect(await screen()).toEqual({ asked: 0, released: 0 });
    await talk.start();
    await eventually(screen, ({ asked }) => asked === 1);
    await page.getByTestId('talk-button').click();
    await eventually(screen, ({ released }) => released === 1);
  });

  it('can be installed', async () => {
    const session = await context.newCDPSession(talk.page);
    const { errors, url, data = '' } = await session.send('Page.getAppManifest');
    expect({ errors, url }).toEqual({ errors: [], url: `${server.url}/manifest.webmanifest` });
    const { icons } = JSON.parse(data) as { icons: readonly { src: string; type: string }[] };
    for (const { src, type } of icons) {
      const icon = await fetch(new URL(src, url));
      expect([src, icon.status, icon.headers.get('content-type')]).toEqual([src, 200, type]);
    }
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    // A private window, which a test's is, installs nothing.
    const others = installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito');
    expect(others).toEqual([]);
  });

  it('says on a conversation’s page no more that the agent answers once the server that answered has died', async () => {
    const { dataDir, api } = server;
    const client = await VoiceSocketClient.connect(server.socketUrl);
    const app = await AppPage.open({ server, browser }, '/');
    const { page } = app;
    try {
      const { session_id: id } = await client.start({ user_id: 'ben' });
      const followed = page
        .waitForEvent('websocket', (socket) => socket.url().includes('/ws/events'))
        .then((socket) =>
          socket.waitForEvent('framereceived', ({ payload }) =>
            payload.toString().includes('subscribed'),
          ),
        );
      await app.goto(`/conversations/${id}`);
      await followed;
      const params = { path: { id } };
      answerOf(await api.POST('/api/sessions/{id}/say', { params, body: { text: LONG } }));
      const note = page.getByText('The agent is answering…');
      await note.waitFor();
      await server.end('SIGKILL');
      server = await ServerProcess.start({ dataDir, env });
      await note.waitFor({ state: 'detached' });
    } finally {
      await client.close();
      await app.close();
    }
  }, 180_000);

  it('waits for a network that is away, and goes on in the same session as soon as it is back', async () => {
    const { page } = talk;
    await talk.start();
    const id = await talk.sessionId();
    const { dataDir } = server;
    await context.setOffline(true);
    await server.end('SIGKILL');
    await talk.waitForState('reconnecting');
    server = await ServerProcess.start({ dataDir, env });
    const sockets: string[] = [];
    page.on('websocket', (socket) => sockets.push(socket.url()));
    await context.setOffline(false);
    await talk.waitForState('listening');
    expect(await talk.sessionId()).toBe(id);
    expect(sockets).toHaveLength(1);
  }, 180_000);
});
