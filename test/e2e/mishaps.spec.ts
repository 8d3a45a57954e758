import { randomBytes } from 'node:crypto';

import type { Browser } from 'playwright-core';

import { readSpokenFile } from '../../apps/console/src/spoken-file';
import { Talk } from '../../apps/console/src/talk';
import { VoiceSocketClient } from '../../apps/console/src/voice-socket-client';
import { eventually } from '../support/eventually';
import { recordedWav, recordingPath } from '../support/recordings';
import { newContext, openBrowser } from './support/browser';
import { ConversationPage } from './support/conversation-page';
import { say } from './support/page-audio';
import { ServerProcess } from './support/server-process';

const SENTENCE = 'check-number-dial-again.wav';

describe('When something goes wrong', () => {
  let server: ServerProcess;
  let browser: Browser;

  beforeAll(async () => {
    [server, browser] = await Promise.all([ServerProcess.start(), openBrowser()]);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.dispose();
  });

  async function openPage(): Promise<ConversationPage> {
    const page = await ConversationPage.open(await newContext(browser), server.url, {
      speaks: true,
    });
    await page.start();
    return page;
  }

  async function openSocket(): Promise<{
    client: VoiceSocketClient;
    talk: Talk;
    sessionId: string;
  }> {
    const client = await VoiceSocketClient.connect(server.socketUrl);
    const started = await client.start({ user_id: 'mishap' });
    return { client, talk: new Talk(client, started), sessionId: started.session_id };
  }

  async function speaksAndIsAnswered(talk: Talk): Promise<void> {
    const turn = await talk.speak(await readSpokenFile(recordingPath(SENTENCE), 16_000));
    expect(turn.outcome).toBe('completed');
  }

  it('stores the interrupted answer of a page that is closed, and ends its session', async () => {
    const conversation = await openPage();
    const sessionId = await conversation.sessionId();
    await say(conversation.page, recordedWav(SENTENCE));
    await conversation.waitForState('speaking');
    await conversation.page.close();
    const messages = await eventually(
      () => server.messages(sessionId),
      (found) => found.length > 0,
    );
    expect(messages.every(({ outcome }) => outcome === 'interrupted')).toBe(true);
    await eventually(
      () => server.session(sessionId),
      ({ active }) => !active,
    );
  });

  it('brings a page back into its session when the media worker dies, and leaves sockets alone', async () => {
    const conversation = await openPage();
    const { client, talk } = await openSocket();
    const sessionId = await conversation.sessionId();
    const [worker] = await eventually(
      () => server.childPids('mediasoup'),
      (pids) => pids.length === 1,
    );
    process.kill(worker as number, 'SIGKILL');
    await conversation.waitForState('reconnecting');
    await speaksAndIsAnswered(talk);
    await conversation.waitForState('listening');
    expect(await conversation.sessionId()).toBe(sessionId);
    await say(conversation.page, recordedWav(SENTENCE));
    await conversation.waitForTurns(1);
    await client.close();
    await conversation.page.context().close();
  }, 180_000);

  it('tells a person whose microphone is blocked what to do', async () => {
    const refusing = await openBrowser({ grantMicrophone: false });
    const conversation = await ConversationPage.open(await newContext(refusing), server.url);
    await conversation.page.getByTestId('talk-button').click();
    await conversation.page.getByTestId('error-banner').waitFor();
    expect(await conversation.errorCode()).toBe('microphone_denied');
    await refusing.close();
  });

  it('answers garbage with an error that names the field, and goes on', async () => {
    const { client, talk } = await openSocket();
    client.sendRaw('not json');
    client.sendRaw('{"event":"no such event"}');
    client.sendRaw(JSON.stringify({ event: 'text_message', data: { text: 7 } }));
    client.sendAudio(randomBytes(641));
    await eventually(
      () => client.events.flatMap((event) => (event.event === 'error' ? [event.data.code] : [])),
      (codes) => codes.length >= 4,
    );
    const fields = client.events.flatMap((event) =>
      event.event === 'error' ? [event.data.field] : [],
    );
    expect(fields).toEqual(expect.arrayContaining(['event', 'data.text']));
    await speaksAndIsAnswered(talk);
    await client.close();
  });

  it('refuses a wrong encoding by name', async () => {
    const client = await VoiceSocketClient.connect(server.socketUrl);
    client.sendRaw(JSON.stringify({ event: 'start', data: { encoding: 'mp3' } }));
    const error = await client.waitFor('error');
    expect(error.data).toMatchObject({ code: 'invalid_message', field: 'data.encoding' });
    await client.close();
  });

  it('closes the socket that sends a frame of 10 MB with 1009, and serves the others', async () => {
    const other = await openSocket();
    const { client } = await openSocket();
    client.sendAudio(randomBytes(10 * 1024 * 1024));
    expect((await client.waitForClose()).code).toBe(1009);
    await speaksAndIsAnswered(other.talk);
    await other.client.close();
  });

  it('stores every completed turn though PostgreSQL is killed during one', async () => {
    const { client, talk, sessionId } = await openSocket();
    await speaksAndIsAnswered(talk);
    const speaking = speaksAndIsAnswered(talk);
    await client.waitFor('tts_start', { from: client.events.length });
    const postgres = await server.postgresPid();
    process.kill(postgres, 'SIGKILL');
    await speaking;
    await speaksAndIsAnswered(talk);
    const messages = await eventually(
      () => server.messages(sessionId),
      (found) => found.length >= 6,
    );
    expect(messages.map(({ role }) => role)).toEqual(
      Array.from({ length: 3 }, () => ['user', 'assistant']).flat(),
    );
    await eventually(
      () => server.isReady(),
      (isReady) => isReady,
    );
    await client.close();
  }, 240_000);
});
