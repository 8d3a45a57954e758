import { audibleAtMs, audibleEndMs, type SpeechOptions } from '@vox/stand-ins';
import { FRAME_MS } from '@vox/voice-core';

import { DiscordServer } from '../../support/discord/discord-server';
import { percentile, printTable } from '../report';
import { Choir, errorsOf, isTheirs, samplesOf, sentences, type Utterance } from './sentences';

const AT_ONCE = 4;

/** A burst of answers ends with silence frames; the next round begins after this much quiet. */
const QUIET_MS = 300;

/** What four who talk at once in a channel are promised: words, and how far a packet may be from its moment. */
const WORD_ERRORS_AT_MOST = 0.1;
const OFF_PACE_P99_MS = 5;

type Conditions = {
  readonly name: string;
  readonly atOnce: number;
  readonly speech: SpeechOptions;
};

const CONDITIONS: readonly Conditions[] = [
  { name: 'one at a time', atOnce: 1, speech: {} },
  { name: 'one at a time, 5 % loss', atOnce: 1, speech: { loss: 0.05 } },
  { name: 'four at once', atOnce: AT_ONCE, speech: {} },
  { name: 'four at once, 5 % loss', atOnce: AT_ONCE, speech: { loss: 0.05 } },
];

type Measured = {
  readonly conditions: Conditions;
  readonly utterances: Utterance[];
  readonly misplaced: Utterance[];
  /** Last loud packet sent to the first packet of the bot that can be heard; with several speakers, of the first to end. */
  readonly latenciesMs: number[];
  /** Between arrivals of the bot's packets while it speaks. */
  readonly gapsMs: number[];
  unreadable: number;
};

describe('Recorded sentences in a voice channel', () => {
  let bench: DiscordServer;

  beforeAll(async () => {
    bench = await DiscordServer.start(() => 'I have understood what you said.');
  });

  afterAll(() => bench?.close());

  it.each(CONDITIONS)(
    'measures words, names, pacing and the wait: $name',
    async (conditions) => {
      const measured = await measure(bench, conditions);
      report(measured);
      expect(measured.utterances).toHaveLength(sentences.length);
      expect(lostOf(measured)).toEqual([]);
      expect(measured.misplaced).toEqual([]);
      const { errors, words } = errorsOf(measured.utterances);
      expect(errors / words).toBeLessThanOrEqual(WORD_ERRORS_AT_MOST);
      expect(measured.gapsMs.length).toBeGreaterThan(0);
      if (conditions.atOnce === AT_ONCE) {
        expect(percentile(offPaceMs(measured), 0.99)).toBeLessThanOrEqual(OFF_PACE_P99_MS);
      }
    },
    900_000,
  );
});

async function measure(bench: DiscordServer, conditions: Conditions): Promise<Measured> {
  const names = Array.from({ length: conditions.atOnce }, (_, index) => `speaker ${index + 1}`);
  const { guild, people } = bench.guild(conditions.name, ...names);
  await bench.join(guild);
  const choir = new Choir(bench, guild, people);
  const voice = guild.voiceOf(bench.discord.bot);
  const measured: Measured = {
    conditions,
    utterances: [],
    misplaced: [],
    latenciesMs: [],
    gapsMs: [],
    unreadable: 0,
  };
  for (let at = 0; at < sentences.length; at += conditions.atOnce) {
    voice.recording.clear();
    const endedAtMs = await say(choir, at, conditions.speech);
    const round = await Promise.all(
      people.slice(0, endedAtMs.length).map(async (speaker, index): Promise<Utterance[]> => {
        const recording = sentences[at + index];
        if (recording === undefined) return [];
        return [{ recording, speaker, heard: await choir.heard(speaker) }];
      }),
    );
    const utterances = round.flat();
    measured.utterances.push(...utterances);
    measured.misplaced.push(
      ...utterances.filter((each) => each.heard !== '' && !isTheirs(each, utterances)),
    );
    const firstEndMs = Math.min(...endedAtMs);
    const audible = audibleAtMs(voice.recording, firstEndMs);
    if (audible !== undefined) measured.latenciesMs.push(audible - firstEndMs);
    await voice.silent(QUIET_MS).catch(() => undefined);
    measured.gapsMs.push(...voice.recording.gapsMs());
    measured.unreadable += voice.recording.unreadable + voice.recording.brokenPackets;
  }
  return measured;
}

/** Everybody says a sentence, all beginning at once. @returns when the last loud packet of each was sent. */
async function say(choir: Choir, at: number, speech: SpeechOptions): Promise<number[]> {
  const voices = sentences.slice(at, at + choir.people.length).map(samplesOf);
  const startAtMs = performance.now() + 200;
  return Promise.all(
    voices.map(async (pcm, index) => {
      const spoken = choir.people[index]?.say(pcm, { ...speech, startAtMs, seed: at + index + 1 });
      return ((await spoken)?.startedAtMs ?? Number.NaN) + audibleEndMs(pcm);
    }),
  );
}

/** Sentences of which nothing was stored. */
function lostOf({ utterances }: Measured): string[] {
  return utterances.filter(({ heard }) => heard === '').map(({ recording }) => recording.text);
}

/** How far each packet was from its moment, 20 ms after the one before. */
function offPaceMs({ gapsMs }: Measured): number[] {
  return gapsMs.map((gapMs) => Math.abs(gapMs - FRAME_MS));
}

function report(measured: Measured): void {
  const { conditions, utterances, misplaced, latenciesMs, gapsMs, unreadable } = measured;
  const wrong = utterances.filter(
    (each) => errorsOf([each]).errors > 0 || misplaced.includes(each),
  );
  printTable(
    [`${conditions.name}: sentences with errors`, 'heard'],
    wrong.map(({ recording, heard }) => [recording.text, heard]),
  );
  const { errors, words } = errorsOf(utterances);
  printTable(
    [
      conditions.name,
      'word error rate',
      'lost',
      'wrong speaker',
      'wait ms p50',
      'p95',
      'packet gap ms p50',
      'p99',
      'max',
      'off 20 ms p99',
      'unreadable',
    ],
    [
      [
        `${utterances.length} sentences`,
        `${((100 * errors) / words).toFixed(1)} % (${errors} of ${words})`,
        String(lostOf(measured).length),
        String(misplaced.length),
        percentile(latenciesMs, 0.5).toFixed(0),
        percentile(latenciesMs, 0.95).toFixed(0),
        percentile(gapsMs, 0.5).toFixed(1),
        percentile(gapsMs, 0.99).toFixed(1),
        Math.max(...gapsMs).toFixed(1),
        `${percentile(offPaceMs(measured), 0.99).toFixed(1)} of ${gapsMs.length}`,
        String(unreadable),
      ],
    ],
  );
}
