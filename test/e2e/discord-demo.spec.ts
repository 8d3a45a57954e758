import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { levelDb, readWav } from '@vox/audio';
import { wer } from '@vox/testing';

import { SCENES } from '../../apps/demo/src/script';
import { mostWordsOff } from '../support/speech-bounds';

const ROOT = join(__dirname, '..', '..');
const MAIN = join(ROOT, 'dist', 'standin', 'apps', 'demo', 'src', 'main.js');

/** Louder than this is a voice, in recorded sentences as in the bot's. */
const VOICE_DB = -40;

const SAMPLES_PER_20_MS = 960;

/** Nobody says less than this in all, nor is an answer shorter. */
const LEAST_VOICE_MS = 1500;

/** A word or two of these sentences, as tests of recognition know them. */
const WORDS_OFF = 0.3;

const voicedMs = (pcm: Int16Array): number => {
  let frames = 0;
  for (let at = 0; at + SAMPLES_PER_20_MS <= pcm.length; at += SAMPLES_PER_20_MS) {
    if (levelDb(pcm.subarray(at, at + SAMPLES_PER_20_MS)) > VOICE_DB) frames += 1;
  }
  return frames * 20;
};

describe('npm run demo:discord', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'voxbridge-demo-test-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('plays a conversation, tells who said what, and leaves all voices as sound to listen to', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [MAIN, '--out', folder], {
      cwd: ROOT,
    });
    const lines = stdout.split('\n');
    const wordsOff = mostWordsOff(WORDS_OFF);
    for (const { who, text } of SCENES.flat()) {
      const heard = lines
        .filter((line) => line.startsWith(`  ${who} `))
        .map((line) => wer(text, line.slice(who.length + 3)));
      expect(Math.min(...heard)).toBeLessThanOrEqual(wordsOff);
    }
    expect(lines.filter((line) => line.startsWith('  bot ')).length).toBeGreaterThanOrEqual(
      SCENES.flat().length,
    );
    expect(stdout).not.toContain('was not answered');
    const paths = lines.flatMap((line) => /^ {2}(\/.*\.wav)$/u.exec(line)?.[1] ?? []);
    expect(paths).toEqual(
      ['ann', 'bob', 'bot', 'mix'].map((track) => join(folder, `${track}.wav`)),
    );
    const wavs = await Promise.all(paths.map(async (path) => readWav(await readFile(path))));
    for (const { pcm, sampleRateHz } of wavs) {
      expect(sampleRateHz).toBe(48_000);
      expect(pcm).toHaveLength(wavs[0]?.pcm.length ?? 0);
      expect(voicedMs(pcm)).toBeGreaterThan(LEAST_VOICE_MS);
    }
    const [ann = 0, bob = 0, bot = 0, mix = 0] = wavs.map(({ pcm }) => voicedMs(pcm));
    // The bot answers when the others are done; two of the lines are said at the same time.
    expect(mix).toBeGreaterThan(Math.max(ann, bob) + bot / 2);
  }, 180_000);
});
