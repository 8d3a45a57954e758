import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readWav, Resampler } from '@vox/audio';

import { FliteEngine } from '../../../src/tts/adapters/embedded/flite-engine';
import { SAMPLE_RATE_HZ } from '../audio-tools';

/** Says a text: mono samples at 16 kHz. */
export type Voice = {
  readonly name: string;
  speak(text: string): Promise<Int16Array>;
};

const FLITE_VOICES = ['slt', 'rms', 'awb', 'kal16'];

/** Programs that are used where somebody has installed them (`apt-get install espeak-ng festival`). */
const PROGRAMS: readonly {
  name: string;
  program: string;
  args: (file: string) => string[];
}[] = [
  { name: 'espeak-ng m', program: 'espeak-ng', args: (file) => ['-v', 'en-us', '-w', file] },
  { name: 'espeak-ng f', program: 'espeak-ng', args: (file) => ['-v', 'en-gb+f3', '-w', file] },
  { name: 'festival', program: 'text2wave', args: (file) => ['-o', file] },
];

/** Those embedded, which are always there. `close` ends their engine. */
export function embeddedVoices(): { voices: Voice[]; close: () => Promise<void> } {
  const engine = new FliteEngine();
  const { signal } = new AbortController();
  const voices = FLITE_VOICES.map((voice) => ({
    name: `flite ${voice}`,
    speak: async (text: string) => {
      const wav = await engine.speak({ text, voice, rate: 1, pitch: 1 }, signal);
      if (wav === undefined) throw new Error('flite was closed');
      return samplesOf(wav);
    },
  }));
  return { voices, close: () => engine.close() };
}

/** Those of programs that are installed here, and the names of the others. */
export function installedVoices(): { voices: Voice[]; missing: string[] } {
  const isThere = (program: string) =>
    spawnSync('which', [program], { stdio: 'ignore' }).status === 0;
  const voices = PROGRAMS.filter(({ program }) => isThere(program)).map(
    ({ name, program, args }) => ({
      name,
      speak: (text: string) => Promise.resolve(spokenBy(program, args, text)),
    }),
  );
  const missing = PROGRAMS.filter(({ program }) => !isThere(program)).map(({ name }) => name);
  return { voices, missing };
}

function spokenBy(program: string, args: (file: string) => string[], text: string): Int16Array {
  const folder = mkdtempSync(join(tmpdir(), 'voice-'));
  const file = join(folder, 'said.wav');
  try {
    const { status } = spawnSync(program, args(file), { input: text });
    if (status !== 0) throw new Error(`${program} ended with ${status}`);
    return samplesOf(readFileSync(file));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function samplesOf(wav: Uint8Array): Int16Array {
  const { pcm, sampleRateHz } = readWav(wav);
  return new Resampler(sampleRateHz, SAMPLE_RATE_HZ).push(pcm);
}
