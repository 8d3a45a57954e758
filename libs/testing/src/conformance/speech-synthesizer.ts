import { type AudioFrame, frameSamples, type SpeechSynthesizer } from '@vox/voice-core';

import { settled } from '../settled';
import { collect, neverAborted } from './collect';

export type SpeechSynthesizerCase = {
  /** Called once. */
  readonly make: () => SpeechSynthesizer | Promise<SpeechSynthesizer>;
  readonly close?: (synthesizer: SpeechSynthesizer) => void | Promise<void>;
  /** Whether `rate` changes how long a text takes. */
  readonly hasRate: boolean;
};

const SHORT = 'Hello there.';
const LONG = 'This is a somewhat longer sentence that takes a few seconds to speak aloud.';

/** What every SpeechSynthesizer promises. Call it inside a spec file. */
export function describeSpeechSynthesizer(name: string, subject: SpeechSynthesizerCase): void {
  describe(`${name} as a SpeechSynthesizer`, () => {
    let synthesizer: SpeechSynthesizer;
    beforeAll(async () => {
      synthesizer = await subject.make();
    });
    afterAll(() => subject.close?.(synthesizer));

    const speak = (text: string, options: { rate?: number; voice?: string } = {}) =>
      collect(synthesizer.synthesize(text, { ...options, signal: neverAborted() }));

    it('says who it is and how it feels', async () => {
      expect(synthesizer.info.name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(synthesizer.info.label).not.toBe('');
      expect(await synthesizer.health()).toMatchObject({ isHealthy: true });
    });

    it('gives frames of 20 ms, all of one rate, that can be heard', async () => {
      const frames = await speak(SHORT);
      const rates = new Set(frames.map((frame) => frame.sampleRateHz));
      expect(rates.size).toBe(1);
      for (const { pcm, sampleRateHz } of frames)
        expect(pcm).toHaveLength(frameSamples(sampleRateHz));
      expect(frames.some(({ pcm }) => pcm.some((sample) => Math.abs(sample) > 1000))).toBe(true);
    });

    it('speaks longer for longer texts', async () => {
      expect((await speak(LONG)).length).toBeGreaterThan(2 * (await speak(SHORT)).length);
    });

    it.each(['', ' ', '...', '🙂 🙂', '—'])('gives no frames for "%s"', async (text) => {
      expect(await speak(text)).toEqual([]);
    });

    it('speaks with its own voice when it does not know the one asked for', async () => {
      expect((await speak(SHORT, { voice: 'nobody' })).length).toBe((await speak(SHORT)).length);
    });

    if (subject.hasRate) {
      it('speaks faster and slower as asked', async () => {
        const [slow, own, fast] = [
          await speak(LONG, { rate: 0.5 }),
          await speak(LONG),
          await speak(LONG, { rate: 2 }),
        ].map((frames) => frames.length);
        expect(slow as number).toBeGreaterThan(1.5 * (own as number));
        expect(own as number).toBeGreaterThan(1.5 * (fast as number));
      });
    }

    it('keeps texts that are spoken at the same time apart', async () => {
      const alone = [(await speak(SHORT)).length, (await speak(LONG)).length];
      const together = await Promise.all([speak(SHORT), speak(LONG), speak(SHORT)]);
      expect(together.map((frames) => frames.length)).toEqual([...alone, alone[0]]);
    });

    it('gives nothing when it is aborted before it starts', async () => {
      const controller = new AbortController();
      controller.abort('barge-in');
      const frames = collect(synthesizer.synthesize(LONG, { signal: controller.signal }));
      expect(await settled('the end', frames)).toEqual([]);
    });

    it('ends quietly on abort in the middle, and speaks again', async () => {
      const controller = new AbortController();
      const frames: AudioFrame[] = [];
      const reading = (async () => {
        for await (const frame of synthesizer.synthesize(LONG, { signal: controller.signal })) {
          frames.push(frame);
          controller.abort('barge-in');
        }
      })();
      await settled('the end', reading);
      expect(frames).toHaveLength(1);
      expect((await speak(SHORT)).length).toBeGreaterThan(0);
    });

    it('ends quietly on abort while it still works on the first frame', async () => {
      const controller = new AbortController();
      const frames = collect(synthesizer.synthesize(LONG, { signal: controller.signal }));
      controller.abort('barge-in');
      expect((await settled('the end', frames)).length).toBeLessThanOrEqual(1);
    });
  });
}
