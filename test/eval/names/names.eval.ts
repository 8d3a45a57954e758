import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseConfig } from '../../../src/config';
import { modelsDirectory } from '../../../src/stt/adapters/embedded/models';
import { MoonshineModel } from '../../../src/stt/adapters/embedded/moonshine-model';
import { transcriptText } from '../../../src/stt/adapters/embedded/transcript-text';
import { trimSilence } from '../../../src/tts/adapters/embedded/trim-silence';
import { recordings } from '../../support/recordings';
import { durationMs, SAMPLE_RATE_HZ } from '../audio-tools';
import { DecodeMemory } from '../decode-memory';
import { recorded } from '../recorded';
import { falseWakes, type Heard, hitsOf, namesPage } from './names-report';
import { CALLS, NAMES, OTHER_SPEECH, UNSEEN_NAMES } from './spoken';
import { embeddedVoices, installedVoices, type Voice } from './voices';

const ROOT = join(__dirname, '..', '..', '..');
const RESULTS = join(ROOT, 'coverage');

/** The share of calls that is heard with the embedded voices; as they are spelt it is less than half. */
const LEAST_HITS = 0.6;
/** In as much other speech as this, a name may be heard once where nobody said it. */
const MINUTES_PER_FALSE_WAKE = 10;

/** As much silence around the words as the loop leaves there. */
const AROUND = { leadMs: 200, tailMs: 500 };

const everyName = [...NAMES, ...UNSEEN_NAMES];

describe('Names, called by synthetic voices', () => {
  it('are heard by their sound, and hardly ever where nobody said them', async () => {
    mkdirSync(RESULTS, { recursive: true });
    const model = await MoonshineModel.load(modelsDirectory(parseConfig(process.env).stt), 'tiny');
    const memory = new DecodeMemory(
      (samples) => model.decode(samples),
      join(RESULTS, 'names-decodes.json'),
    );
    const embedded = embeddedVoices();
    const installed = installedVoices();
    for (const name of installed.missing)
      process.stdout.write(`${name} is not installed: skipped\n`);
    const heard: Heard[] = [];
    for (const voice of [...embedded.voices, ...installed.voices]) {
      heard.push(...(await heardFrom(voice, memory)));
      memory.save();
      process.stdout.write(`${voice.name}: ${heard.length} sentences heard\n`);
    }
    await embedded.close();
    for (const { file, text } of recordings) {
      heard.push(await hearing('recorded', text, recorded(file), memory));
    }
    memory.save();
    writeFileSync(join(RESULTS, 'names.json'), JSON.stringify(heard, undefined, 1));
    writeFileSync(join(ROOT, 'docs', 'names.md'), namesPage(heard));
    const ofEmbedded = heard.filter(({ voice }) => voice.startsWith('flite'));
    const { bySound, of } = hitsOf(ofEmbedded, everyName);
    expect(bySound / of).toBeGreaterThanOrEqual(LEAST_HITS);
    const others = heard.filter(({ name }) => name === undefined);
    const minutes = others.reduce((sum, { audioMs }) => sum + audioMs, 0) / 60_000;
    for (const name of everyName) {
      const { length } = falseWakes(others, name);
      expect(length).toBeLessThanOrEqual(Math.max(1, minutes / MINUTES_PER_FALSE_WAKE));
    }
  }, 3_600_000);
});

async function heardFrom(voice: Voice, memory: DecodeMemory): Promise<Heard[]> {
  const heard: Heard[] = [];
  for (const name of everyName) {
    for (const call of CALLS) {
      const said = call(name);
      const spoken = await voice.speak(said);
      heard.push({ ...(await hearing(voice.name, said, spoken, memory)), name });
    }
  }
  for (const said of OTHER_SPEECH) {
    heard.push(await hearing(voice.name, said, await voice.speak(said), memory));
  }
  return heard;
}

async function hearing(
  voice: string,
  said: string,
  spoken: Int16Array,
  memory: DecodeMemory,
): Promise<Heard> {
  const pcm = trimSilence(spoken, SAMPLE_RATE_HZ, AROUND);
  const samples = Float32Array.from(pcm, (sample) => sample / 32_768);
  const text = transcriptText(await memory.text(samples));
  return { voice, said, text, audioMs: durationMs(pcm) };
}
