import { FliteSpeechSynthesizer } from '../../../src/tts/adapters/embedded/flite-speech-synthesizer.adapter';

/** How many packets the embedded voice needs for answers: what must arrive when nothing of them is lost. */
export class SpokenFrames {
  readonly #voice = new FliteSpeechSynthesizer({ rate: 1, pitch: 1 });

  /** Of sentences that the voice is given one by one, as the server does. */
  async of(...sentences: readonly string[]): Promise<number> {
    const { signal } = new AbortController();
    let frames = 0;
    for (const sentence of sentences) {
      for await (const frame of this.#voice.synthesize(sentence, { signal })) {
        frames += frame.pcm.length > 0 ? 1 : 0;
      }
    }
    return frames;
  }

  async close(): Promise<void> {
    await this.#voice.close();
  }
}
