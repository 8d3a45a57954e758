import { levelDb } from '@vox/audio';
import { wordErrors } from '@vox/testing';

import { parseConfig } from '../../src/config';
import { modelsDirectory } from '../../src/stt/adapters/embedded/models';
import {
  MoonshineModel,
  type MoonshineSize,
} from '../../src/stt/adapters/embedded/moonshine-model';
import { transcriptText } from '../../src/stt/adapters/embedded/transcript-text';
import { FliteSpeechSynthesizer } from '../../src/tts/adapters/embedded/flite-speech-synthesizer.adapter';
import { durationMs, speechSpan, withBed } from '../eval/audio-tools';
import { babble, noise, roomTone } from '../eval/noises';
import { Random } from '../eval/random';
import { recorded } from '../eval/recorded';
import { recordings } from '../support/recordings';
import { percentile, printTable } from './report';

type Spoken = { readonly text: string; readonly pcm: Int16Array };
type Place = {
  readonly name: string;
  readonly bed: (ms: number, random: Random) => Int16Array;
  readonly snrDb: number;
};

const SIZES: readonly MoonshineSize[] = ['tiny', 'base'];
const PLACES: readonly Place[] = [
  { name: 'quiet', bed: roomTone, snrDb: 40 },
  { name: 'noise 10 dB', bed: noise, snrDb: 10 },
  { name: 'babble 10 dB', bed: babble, snrDb: 10 },
];
/** As much silence as the loop leaves before the first word and after the last. */
const AROUND_MS = 200;

const models = new Map<MoonshineSize, MoonshineModel>();
const flite = new FliteSpeechSynthesizer({ rate: 1, pitch: 1 });

beforeAll(async () => {
  const folder = modelsDirectory(parseConfig(process.env).stt);
  for (const size of SIZES) models.set(size, await MoonshineModel.load(folder, size));
});
afterAll(() => flite.close());

/** The sentence in a place, with a little of the place before and after it. */
function inPlace({ text, pcm }: Spoken, { bed, snrDb }: Place): Spoken {
  const around = (AROUND_MS * 16_000) / 1000;
  const whole = new Int16Array(pcm.length + 2 * around);
  whole.set(pcm, around);
  const sound = bed(durationMs(whole), new Random(text));
  return { text, pcm: withBed(whole, speechSpan(whole), sound, snrDb) };
}

/** Word errors of one model over all sentences, and what a decode takes. */
async function heard(size: MoonshineSize, sentences: readonly Spoken[]) {
  const totals = { errors: 0, words: 0 };
  const tookMs: number[] = [];
  for (const { text, pcm } of sentences) {
    const samples = Float32Array.from(pcm, (sample) => sample / 32_768);
    const startedAtMs = performance.now();
    const raw = (await models.get(size)?.decode(samples)) ?? '';
    tookMs.push(performance.now() - startedAtMs);
    const { errors, words } = wordErrors(text, transcriptText(raw));
    totals.errors += errors;
    totals.words += words;
  }
  return { errorRate: `${((100 * totals.errors) / totals.words).toFixed(1)} %`, tookMs };
}

it('hears the recorded sentences with each model', async () => {
  const clean = recordings.map(({ file, text }) => ({ text, pcm: recorded(file) }));
  const rows: string[][] = [];
  for (const size of SIZES) {
    const cells: string[] = [];
    let times: number[] = [];
    for (const place of PLACES) {
      const { errorRate, tookMs } = await heard(
        size,
        clean.map((one) => inPlace(one, place)),
      );
      cells.push(errorRate);
      times = times.concat(tookMs);
    }
    const took = `${percentile(times, 0.5).toFixed(0)} / ${percentile(times, 0.95).toFixed(0)}`;
    rows.push([size, ...cells, took]);
  }
  printTable(['model', ...PLACES.map(({ name }) => name), 'a sentence p50 / p95 ms'], rows);
  expect(clean.length).toBeGreaterThan(40);
}, 600_000);

it('understands each embedded voice', async () => {
  const rows: string[][] = [];
  for (const { id } of await flite.voices()) {
    const sentences = await Promise.all(recordings.map(({ text }) => spoken(text, id)));
    const loud = sentences.flatMap(({ pcm }) => speechLevelDb(pcm));
    const peak = Math.max(
      ...sentences.map(({ pcm }) => pcm.reduce((a, b) => Math.max(a, Math.abs(b)), 0)),
    );
    const cells: string[] = [];
    for (const place of PLACES) {
      for (const size of SIZES) {
        cells.push(
          (
            await heard(
              size,
              sentences.map((one) => inPlace(one, place)),
            )
          ).errorRate,
        );
      }
    }
    rows.push([id, ...cells, percentile(loud, 0.5).toFixed(1), (peak / 32_768).toFixed(2)]);
  }
  const heads = PLACES.flatMap(({ name }) => SIZES.map((size) => `${name}, ${size}`));
  printTable(['voice', ...heads, 'level dBFS', 'peak'], rows);
  expect(rows.length).toBeGreaterThan(1);
}, 1_200_000);

async function spoken(text: string, voice: string): Promise<Spoken> {
  const { signal } = new AbortController();
  const frames: Int16Array[] = [];
  for await (const { pcm } of flite.synthesize(text, { voice, signal })) frames.push(pcm);
  return { text, pcm: Int16Array.from(frames.flatMap((pcm) => [...pcm])) };
}

function speechLevelDb(pcm: Int16Array): number {
  const { startMs, endMs } = speechSpan(pcm);
  return levelDb(pcm.subarray(startMs * 16, endMs * 16));
}
