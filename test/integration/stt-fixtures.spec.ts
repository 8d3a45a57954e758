import { rms } from '@vox/audio';
import { describeSpeechRecognizer, wer, wordErrors } from '@vox/testing';
import type { AudioFrame, RecognizerInput, TranscriptPart } from '@vox/voice-core';

import { parseConfig } from '../../src/config';
import { modelsDirectory } from '../../src/stt/adapters/embedded/models';
import { MoonshineSpeechRecognizer } from '../../src/stt/adapters/embedded/moonshine-speech-recognizer.adapter';
import { SileroVoiceActivityDetector } from '../../src/stt/adapters/embedded/silero-voice-activity.adapter';
import { framesOf, pauseOf, recordings } from './support/recordings';

const models = modelsDirectory(parseConfig(process.env).stt);

/** As the voice loop does it: 0.3 s before the detected onset. */
const PRE_ROLL_FRAMES = 15;

const ECHO_TEST = 'demo-echodone.wav';

describe('Moonshine on recorded speech', () => {
  let recognizer: MoonshineSpeechRecognizer;
  let detector: SileroVoiceActivityDetector;
  beforeAll(async () => {
    recognizer = await MoonshineSpeechRecognizer.load(models, 'tiny');
    detector = new SileroVoiceActivityDetector(models);
  });

  /** From the pre-roll to the last frame that is speech. */
  function trimmed(frames: readonly AudioFrame[]): AudioFrame[] {
    const stream = detector.open();
    const isSpeech = frames.map((frame) => stream.isSpeech(frame));
    stream.close();
    const start = Math.max(0, isSpeech.indexOf(true) - PRE_ROLL_FRAMES);
    return frames.slice(start, isSpeech.lastIndexOf(true) + 1);
  }

  async function transcribe(
    frames: readonly AudioFrame[],
    ears: MoonshineSpeechRecognizer = recognizer,
  ): Promise<string> {
    const parts: TranscriptPart[] = [];
    const { signal } = new AbortController();
    for await (const part of ears.transcribe(inputOf(frames), { signal })) parts.push(part);
    return parts.at(-1)?.text ?? '';
  }

  it.each([
    ['tiny', 'one word in ten', 0.1],
    ['base', 'two words in a hundred', 0.02],
  ] as const)(
    'hears with %s at most %s wrong, and something in every recording',
    async (...row) => {
      const [size, , mostErrors] = row;
      const ears =
        size === 'tiny' ? recognizer : await MoonshineSpeechRecognizer.load(models, size);
      const totals = { errors: 0, words: 0 };
      const empty: string[] = [];
      for (const { file, text } of recordings) {
        const spoken = trimmed([...pauseOf(500), ...framesOf(file), ...pauseOf(500)]);
        const heard = await transcribe(spoken, ears);
        const { errors, words } = wordErrors(text, heard);
        totals.errors += errors;
        totals.words += words;
        if (heard === '') empty.push(file);
      }
      expect(recordings.length).toBeGreaterThanOrEqual(24);
      expect(empty).toEqual([]);
      expect(totals.errors / totals.words).toBeLessThanOrEqual(mostErrors);
    },
  );

  it('keeps the words of a monologue of 45 s', async () => {
    const chosen: (typeof recordings)[number][] = [];
    const frames: AudioFrame[] = [];
    for (const recording of recordings.filter(({ durationMs }) => durationMs > 2000)) {
      if (frames.length * 20 > 45_000) break;
      chosen.push(recording);
      frames.push(...trimmed([...pauseOf(500), ...framesOf(recording.file)]), ...pauseOf(140));
    }
    const heard = await transcribe(frames);
    expect(wer(chosen.map(({ text }) => text).join(' '), heard)).toBeLessThanOrEqual(0.1);
  });

  it('hears through a second of silence before the first word', async () => {
    const heard = await transcribe([...pauseOf(1000), ...framesOf(ECHO_TEST)]);
    expect(wer('The echo test has been completed.', heard)).toBe(0);
  });

  it('hears nothing in silence, noise and a tone', async () => {
    let random = 1;
    const noise = () => {
      random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
      return random / 1_073_741_824 - 1;
    };
    const frames = (sample: (index: number) => number): AudioFrame[] =>
      Array.from({ length: 100 }, (_, frame) => ({
        pcm: Int16Array.from({ length: 320 }, (_, index) => sample(frame * 320 + index)),
        sampleRateHz: 16_000,
      }));
    expect(await transcribe(pauseOf(2000))).toBe('');
    expect(await transcribe(frames(() => 600 * noise()))).toBe('');
    expect(await transcribe(frames((at) => 6000 * Math.sin(at * 0.17)))).toBe('');
  });
});

describeSpeechRecognizer('MoonshineSpeechRecognizer', {
  make: () => MoonshineSpeechRecognizer.load(models, 'tiny'),
  speech: () => framesOf(ECHO_TEST),
  text: 'The echo test has been completed.',
  hasPartials: true,
  hasPreflight: true,
});

describe('SileroVoiceActivityDetector', () => {
  const detector = new SileroVoiceActivityDetector(models);

  const flags = (frames: readonly AudioFrame[]) => {
    const stream = detector.open();
    const result = frames.map((frame) => stream.isSpeech(frame));
    stream.close();
    return result;
  };

  it('notices speech within 0.3 s and its end within 0.3 s', () => {
    const speech = framesOf(ECHO_TEST);
    const result = flags([...pauseOf(1000), ...speech, ...pauseOf(1000)]);
    expect(result.slice(0, 50)).not.toContain(true);
    const isLoud = speech.map(({ pcm }) => rms(pcm) > 0.01);
    expect(result.indexOf(true) - 50 - isLoud.indexOf(true)).toBeLessThan(15);
    expect(result.lastIndexOf(true) - 50 - isLoud.lastIndexOf(true)).toBeLessThan(15);
    expect(result.filter(Boolean).length).toBeGreaterThan(speech.length * 0.6);
  });

  it('takes clicks, a tone and noise for what they are', () => {
    const click = (index: number) => (index % 8000 < 40 ? 20_000 : 0);
    const tone = (index: number) => Math.round(6000 * Math.sin(index * 0.17));
    let random = 1;
    const noise = () => {
      random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.round((random / 1_073_741_824 - 1) * 1500);
    };
    for (const sample of [click, tone, noise]) {
      const frames = Array.from({ length: 200 }, (_, frame) => ({
        pcm: Int16Array.from({ length: 320 }, (_, index) => sample(frame * 320 + index)),
        sampleRateHz: 16_000 as const,
      }));
      expect(flags(frames)).not.toContain(true);
    }
  });

  it('starts afresh with each stream, and streams do not hear each other', () => {
    const speech = [...pauseOf(200), ...framesOf(ECHO_TEST)];
    const alone = flags(speech);
    expect(flags(pauseOf(400))).not.toContain(true);
    const first = detector.open();
    const second = detector.open();
    const together = speech.map((frame) => {
      expect(second.isSpeech(pauseOf(20)[0] as AudioFrame)).toBe(false);
      return first.isSpeech(frame);
    });
    first.close();
    second.close();
    second.close();
    expect(together).toEqual(alone);
    expect(() => second.isSpeech(pauseOf(20)[0] as AudioFrame)).toThrow('closed');
  });

  it('holds its memory over hours of talk without a gap', () => {
    const speech = recordings.slice(0, 6).flatMap(({ file }) => framesOf(file));
    const stream = detector.open();
    const listen = (minutes: number) => {
      for (let index = 0; index < minutes * 3000; index++) {
        stream.isSpeech(speech[index % speech.length] as AudioFrame);
      }
      return process.memoryUsage().rss / 1e6;
    };
    const beforeMb = listen(2);
    const afterMb = listen(20);
    stream.close();
    expect(afterMb - beforeMb).toBeLessThan(10);
  });

  it('goes on hearing speech that has no gap for a minute', () => {
    const word = framesOf(ECHO_TEST).slice(20, 80);
    const result = flags(
      Array.from({ length: 3000 }, (_, index) => word[index % 60] as AudioFrame),
    );
    expect(result.slice(50).filter((isSpeech) => !isSpeech)).toEqual([]);
  });
});

async function* inputOf(frames: readonly AudioFrame[]): AsyncGenerator<RecognizerInput> {
  for (const frame of frames) yield { type: 'audio', frame };
}
