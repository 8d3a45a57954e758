import { rms } from '@vox/audio';
import type { Browser } from 'playwright-core';

import { VoiceSocketClient } from '../../apps/console/src/voice-socket-client';
import { newContext, openBrowser } from './support/browser';
import { ConversationPage } from './support/conversation-page';
import { takeRecording } from './support/page-audio';
import { ServerProcess } from './support/server-process';
import { heardMs, nextTurn, speakFile } from './support/spoken-turn';

const SPOKEN = 'check-number-dial-again.wav';
const API_KEY = 'a key for the owner only';
/** Of an answer and the silence around it; without a sound it is 0. */
const AUDIBLE_RMS = 0.001;

describe('A page that was invited to a session on another channel', () => {
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

  async function invite(sessionId: string, headers: Record<string, string>): Promise<Response> {
    return fetch(`${server.url}/api/sessions/${sessionId}/invites`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ name: 'Cy' }),
    });
  }

  it('hears, sees and types in it without an API key', async () => {
    const owner = await VoiceSocketClient.connect(server.socketUrl, { apiKey: API_KEY });
    const { session_id } = await owner.start({ user_id: 'owner' });
    expect((await invite(session_id, {})).status).toBe(401);
    const made = await invite(session_id, { 'x-api-key': API_KEY });
    expect(made.status).toBe(201);
    const { path } = (await made.json()) as { path: string };

    const url = `${server.url}${path}`;
    const guest = await ConversationPage.open(await newContext(browser), url);
    expect(await guest.page.getByTestId('agent-state').textContent()).toContain('invited');
    await guest.start({ records: true });
    await guest.page.getByTestId('text-input').fill('Hello from the page');
    await guest.page.getByTestId('text-send').click();
    const heard = await owner.waitFor('turn_complete');
    expect(heard.data).toMatchObject({ user_text: 'Cy: Hello from the page' });
    const [turn] = await guest.waitForTurns(1);
    expect(turn).toMatchObject({ user: 'Hello from the page', outcome: 'completed' });
    const { pcm } = await takeRecording(guest.page);
    expect(rms(pcm)).toBeGreaterThan(AUDIBLE_RMS);

    await owner.close();
    await guest.waitForState('ended', 'error');
    await guest.page.close();
  }, 180_000);

  it("is heard in it, under the guest's name, beside the one whose it is", async () => {
    const owner = await VoiceSocketClient.connect(server.socketUrl, { apiKey: API_KEY });
    const { session_id } = await owner.start({ user_id: 'owner' });
    const made = await invite(session_id, { 'x-api-key': API_KEY });
    const { invite: token } = (await made.json()) as { invite: string };
    const guest = await VoiceSocketClient.connect(`${server.socketUrl}?invite=${token}`);
    expect((await guest.start({})).guest).toMatchObject({ name: 'Cy' });
    await speakFile(guest, SPOKEN);
    const turn = await nextTurn(owner, 0);
    expect(turn).toMatchObject({ outcome: 'completed', speakers: [{ name: 'Cy' }] });
    expect(turn.user_text).toMatch(/^Cy: /u);
    expect(heardMs(guest, 0)).toBeGreaterThan(0);
    await guest.close();
    await owner.close();
  }, 180_000);

  it('is told when the invite is not valid', async () => {
    const url = `${server.url}/#invite=made.up`;
    const guest = await ConversationPage.open(await newContext(browser), url);
    await guest.page.getByTestId('talk-button').click();
    await guest.page
      .locator('[data-testid="error-banner"][data-code="invite_not_valid"]')
      .waitFor();
    await guest.page.close();
  });
});
