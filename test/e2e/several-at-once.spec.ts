import { OpenAiChatStandIn } from '@vox/stand-ins';
import { wer } from '@vox/testing';
import type { Browser } from 'playwright-core';

import { readSpokenFile } from '../../apps/console/src/spoken-file';
import { Talk } from '../../apps/console/src/talk';
import { VoiceSocketClient } from '../../apps/console/src/voice-socket-client';
import { recordedWav, recordingNamed, recordingPath } from '../support/recordings';
import { mostWordsOff } from '../support/speech-bounds';
import { newContext, openBrowser } from './support/browser';
import { ConversationPage } from './support/conversation-page';
import { say } from './support/page-audio';
import { ServerProcess } from './support/server-process';

const spoken = {
  firstPage: recordingNamed('check-number-dial-again.wav'),
  secondPage: recordingNamed('confbridge-removed.wav'),
  socket: recordingNamed('please-try-call-later.wav'),
};

const ONE_WORD_OFF = 0.2;

/** Spoken in some eight seconds: longer than three sentences, said at once, take to be understood on a slow machine. */
const LONG_ANSWER = ['one', 'two', 'three', 'four']
  .map((number) => `This is sentence number ${number} of a long answer.`)
  .join(' ');

/** Speaks on the page; gives what was understood, and when the answer was heard (`performance.now`). */
async function converse(conversation: ConversationPage, file: string) {
  const speaking = conversation.waitForState('speaking').then(() => performance.now());
  await say(conversation.page, recordedWav(file));
  const startedAtMs = await speaking;
  const turns = await conversation.waitForTurns(1);
  expect(turns).toHaveLength(1);
  return { heard: turns[0]?.user ?? '', startedAtMs, endedAtMs: performance.now() };
}

async function socketAnswer(client: VoiceSocketClient) {
  const { atMs: startedAtMs } = await client.waitFor('tts_start');
  const { atMs: endedAtMs } = await client.waitFor('turn_complete');
  return { startedAtMs, endedAtMs };
}

describe('Three people talk at once', () => {
  let server: ServerProcess;
  let model: OpenAiChatStandIn;
  let browser: Browser;

  beforeAll(async () => {
    model = await OpenAiChatStandIn.start({ reply: () => LONG_ANSWER });
    const env = {
      LLM_PROVIDER: 'local',
      LOCAL_LLM_BASE_URL: model.url,
      LOCAL_LLM_MODEL: 'scripted',
    };
    [server, browser] = await Promise.all([ServerProcess.start({ env }), openBrowser()]);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.dispose();
    await model?.close();
  });

  it('gives each their own answer, and nobody waits for another', async () => {
    const pages = await Promise.all(
      [1, 2].map(async () =>
        ConversationPage.open(await newContext(browser), server.url, { speaks: true }),
      ),
    );
    const [firstPage, secondPage] = pages as [ConversationPage, ConversationPage];
    await Promise.all(pages.map((page) => page.start()));
    const client = await VoiceSocketClient.connect(server.socketUrl);
    const talk = new Talk(client, await client.start({ user_id: 'socket' }));
    const file = await readSpokenFile(recordingPath(spoken.socket.file), 16_000);

    const [onFirst, onSecond, onSocket] = await Promise.all([
      converse(firstPage, spoken.firstPage.file),
      converse(secondPage, spoken.secondPage.file),
      talk.speak(file),
    ]);

    const wordsOff = mostWordsOff(ONE_WORD_OFF);
    expect(wer(spoken.firstPage.text, onFirst.heard)).toBeLessThanOrEqual(wordsOff);
    expect(wer(spoken.secondPage.text, onSecond.heard)).toBeLessThanOrEqual(wordsOff);
    expect(wer(spoken.socket.text, onSocket.heard)).toBeLessThanOrEqual(wordsOff);

    // The answers overlap: had one waited for another, it would have begun after that one's end.
    const answers = [onFirst, onSecond, await socketAnswer(client)];
    const lastStart = Math.max(...answers.map(({ startedAtMs }) => startedAtMs));
    const firstEnd = Math.min(...answers.map(({ endedAtMs }) => endedAtMs));
    expect(lastStart).toBeLessThan(firstEnd);
    await client.close();
    await Promise.all(pages.map(({ page }) => page.context().close()));
  }, 180_000);
});
