import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { writeWav } from '@vox/audio';
import { wer } from '@vox/testing';
import type { Browser } from 'playwright-core';

import { Hearing } from '../support/hearing';
import { joinAudio, recordedPcm, recordingNamed } from '../support/recordings';
import { mostWordsOff } from '../support/speech-bounds';
import { newContext, openBrowser } from './support/browser';
import { ConversationPage } from './support/conversation-page';
import { eventually } from '../support/eventually';
import { takeRecording } from './support/page-audio';
import { ServerProcess } from './support/server-process';

/** Long enough for the answer to the first sentence to end before the second begins, on a busy machine too. */
const BETWEEN_SENTENCES_MS = 14_000;

/** In one short sentence a single word counts this much; the rate over many is measured by the bench. */
const ONE_WORD_OFF = 0.2;

const first = recordingNamed('confbridge-only-participant.wav');
const second = recordingNamed('check-number-dial-again.wav');

type Scrolled = { readonly hiddenAbovePx: number; readonly hiddenBelowPx: number };

const SCROLLED = `(({ scrollTop, scrollHeight, clientHeight }) => ({
  hiddenAbovePx: scrollTop,
  hiddenBelowPx: scrollHeight - scrollTop - clientHeight,
}))(document.querySelector('[data-testid="transcript"]'))`;

describe('A person talks in the browser', () => {
  let server: ServerProcess;
  let browser: Browser;
  let folder: string;
  let hearing: Hearing;
  let conversation: ConversationPage;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'voxbridge-microphone-'));
    const microphoneWav = join(folder, 'microphone.wav');
    const speech = joinAudio(
      48_000,
      1500,
      recordedPcm(first.file, 48_000),
      BETWEEN_SENTENCES_MS,
      recordedPcm(second.file, 48_000),
      20_000,
    );
    await writeFile(microphoneWav, writeWav(speech, 48_000));
    [server, browser, hearing] = await Promise.all([
      ServerProcess.start(),
      openBrowser({ microphoneWav, isWhole: true }),
      Hearing.load(),
    ]);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it('sees the words, hears the answer, goes on, and finds both turns stored', async () => {
    const context = await newContext(browser, { reducedMotion: 'no-preference' });
    conversation = await ConversationPage.open(context, server.url);
    await conversation.start({ records: true });
    const [answered] = await conversation.waitForTurns(1);
    expect(wer(first.text, answered?.user ?? '')).toBeLessThanOrEqual(mostWordsOff(ONE_WORD_OFF));
    expect(answered).toMatchObject({ outcome: 'completed' });

    const heard = await takeRecording(conversation.page);
    const understood = await hearing.understand(heard.pcm, heard.sampleRateHz);
    expect(wer(answered?.agent ?? '', understood)).toBeLessThanOrEqual(mostWordsOff(0.25));

    const turns = await conversation.waitForTurns(2);
    expect(wer(second.text, turns[1]?.user ?? '')).toBeLessThanOrEqual(mostWordsOff(ONE_WORD_OFF));

    const sessionId = await conversation.sessionId();
    const messages = await eventually(
      () => server.messages(sessionId),
      (stored) => stored.length >= 4,
    );
    expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user', 'assistant']);
    expect(messages.map(({ turn_id }) => turn_id)).toEqual(
      turns.flatMap(({ turnId }) => [turnId, turnId]),
    );
    expect(messages.map(({ content }) => content)).toEqual(
      turns.flatMap(({ user, agent }) => [user, agent]),
    );
    expect(messages[1]?.latency.voice_to_voice_ms).toBeGreaterThan(0);
  }, 180_000);

  /** How the transcript is scrolled, once the page is that large. */
  async function scrolledAt(width: number, height: number, isDone: (at: Scrolled) => boolean) {
    await conversation.page.setViewportSize({ width, height });
    return eventually(() => conversation.page.evaluate<Scrolled>(SCROLLED), isDone);
  }

  it('sees the newest line whatever happens to the size of the page, unless they look at an older one', async () => {
    const isAtEnd = ({ hiddenAbovePx, hiddenBelowPx }: Scrolled) =>
      hiddenAbovePx > 0 && hiddenBelowPx < 1;
    await scrolledAt(390, 640, isAtEnd);
    // A keyboard comes out, and the phone is turned.
    await scrolledAt(390, 560, isAtEnd);
    await scrolledAt(320, 640, isAtEnd);
    await scrolledAt(1280, 640, ({ hiddenBelowPx }) => hiddenBelowPx < 1);
    await scrolledAt(390, 600, isAtEnd);
    await conversation.page.getByTestId('transcript').hover();
    await conversation.page.mouse.wheel(0, -10_000);
    await scrolledAt(390, 600, ({ hiddenAbovePx }) => hiddenAbovePx === 0);
    await scrolledAt(
      320,
      560,
      ({ hiddenAbovePx, hiddenBelowPx }) => hiddenAbovePx === 0 && hiddenBelowPx > 0,
    );
  });
});
