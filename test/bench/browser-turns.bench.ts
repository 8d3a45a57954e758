import { levelDb, readWav } from '@vox/audio';
import { wordErrors } from '@vox/testing';
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';

import { newContext, openBrowser } from '../e2e/support/browser';
import { ConversationPage } from '../e2e/support/conversation-page';
import { recordAnswers, say, takeRecording } from '../e2e/support/page-audio';
import { ServerProcess } from '../e2e/support/server-process';
import { type Recording, recordedWav, recordingPath, recordings } from '../support/recordings';
import { percentile, printTable } from './report';

/** Louder than this is voice, in the recordings as in the answers. */
const VOICE_DB = -40;
const FRAME_SAMPLES = 480;

type Measured = {
  readonly recording: Recording;
  readonly heard: string;
  readonly outcome: string;
  /** Last loud sample into the microphone → first loud sample out of the page's stream. */
  readonly voiceToVoiceMs: number;
};

describe('Recorded sentences through a real browser', () => {
  let server: ServerProcess;
  let browser: Browser;

  beforeAll(async () => {
    [server, browser] = await Promise.all([ServerProcess.start(), openBrowser()]);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.dispose();
  });

  it('measures word error rate and voice-to-voice latency', async () => {
    const conversation = await ConversationPage.open(
      await newContext(browser, { reducedMotion: 'no-preference' }),
      server.url,
      {
        speaks: true,
      },
    );
    await conversation.start();
    await recordAnswers(conversation.page);
    const measured: Measured[] = [];
    let turnsBefore = 0;
    for (const recording of recordings) {
      const turn = await measure(conversation, recording, turnsBefore);
      turnsBefore = turn.turnsAfter;
      measured.push(turn);
    }
    report(measured);
    expect(measured.filter(({ heard }) => heard === '')).toEqual([]);
  }, 900_000);
});

async function measure(
  conversation: ConversationPage,
  recording: Recording,
  turnsBefore: number,
): Promise<Measured & { turnsAfter: number }> {
  await takeRecording(conversation.page);
  const endedAtMs = await say(conversation.page, recordedWav(recording.file));
  const turns = await conversation.waitForTurns(turnsBefore + 1);
  const answer = await takeRecording(conversation.page);
  const own = turns.slice(turnsBefore);
  return {
    recording,
    heard: own.map(({ user }) => user).join(' '),
    outcome: own.at(-1)?.outcome ?? '',
    voiceToVoiceMs: firstVoiceAtMs(answer) - (endedAtMs - trailingSilenceMs(recording.file)),
    turnsAfter: turns.length,
  };
}

function firstVoiceAtMs({ pcm, endedAtMs }: { pcm: Int16Array; endedAtMs: number }): number {
  for (let at = 0; at + FRAME_SAMPLES <= pcm.length; at += FRAME_SAMPLES) {
    if (levelDb(pcm.subarray(at, at + FRAME_SAMPLES)) > VOICE_DB) {
      return endedAtMs - (pcm.length - at) / 48;
    }
  }
  return Number.NaN;
}

function trailingSilenceMs(file: string): number {
  const { pcm, sampleRateHz } = readWav(readFileSync(recordingPath(file)));
  const frame = sampleRateHz / 100;
  let end = pcm.length;
  while (end > frame && levelDb(pcm.subarray(end - frame, end)) <= VOICE_DB) end -= frame;
  return ((pcm.length - end) * 1000) / sampleRateHz;
}

function report(measured: readonly Measured[]): void {
  const totals = measured
    .map(({ recording, heard }) => wordErrors(recording.text, heard))
    .reduce((sum, { errors, words }) => ({
      errors: sum.errors + errors,
      words: sum.words + words,
    }));
  const latencies = measured.map(({ voiceToVoiceMs }) => voiceToVoiceMs).filter(Number.isFinite);
  printTable(
    ['sentence', 'heard', 'voice to voice ms'],
    measured.map(({ recording, heard, voiceToVoiceMs }) => [
      recording.text,
      heard,
      voiceToVoiceMs.toFixed(0),
    ]),
  );
  printTable(
    ['sentences', 'word error rate', 'empty', 'voice to voice p50 ms', 'p95 ms'],
    [
      [
        String(measured.length),
        `${((100 * totals.errors) / totals.words).toFixed(1)} % (${totals.errors} of ${totals.words})`,
        String(measured.filter(({ heard }) => heard === '').length),
        percentile(latencies, 0.5).toFixed(0),
        percentile(latencies, 0.95).toFixed(0),
      ],
    ],
  );
}
