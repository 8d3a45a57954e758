import { FRAME_MS } from '@vox/voice-core';

import { listening, LOUD, SOFT, WatchedRecognizer } from '../../../test/support/listener-bench';
import { Listener } from './listener';

describe(Listener.name, () => {
  it('counts the voice of one sound, not the pauses between two', async () => {
    const ears = listening({ recognizer: new WatchedRecognizer(['mhm']) });
    await ears.feed(300, LOUD);
    await ears.feed(400, 0);
    await ears.feed(300, LOUD);
    expect(Math.max(...ears.ofType('speech-continue').map(({ speechMs }) => speechMs))).toBe(300);
    await ears.end();
  });

  it('counts the voice of a word on both sides of the silence before a plosive', async () => {
    const ears = listening({ recognizer: new WatchedRecognizer(['please check']) });
    await ears.feed(300, LOUD);
    await ears.feed(200, 0);
    await ears.feed(300, LOUD);
    expect(ears.ofType('speech-continue').at(-1)).toMatchObject({ speechMs: 600 });
    await ears.end();
  });

  it('asks for the language that the speaker has when they begin', async () => {
    let language: string | undefined = 'de-DE';
    const ears = listening({
      recognizer: new WatchedRecognizer(['eins', 'dos', 'three']),
      language: () => language,
    });
    for (const next of ['es-ES', undefined, undefined]) {
      await ears.feed(300, LOUD);
      language = next;
      await ears.feed(800, 0);
    }
    await ears.end();
    expect(ears.recognizer.languages).toEqual(['de-DE', 'es-ES', undefined]);
  });

  it('keeps the agent’s own voice from the recognizer, also where it was just before', async () => {
    const ears = listening({
      recognizer: new WatchedRecognizer(['stop']),
      isEcho: (level) => level === 5000,
    });
    await ears.feed(400, 5000);
    await ears.feed(300, LOUD);
    await ears.feed(800, 0);
    await ears.end();
    expect(new Set(ears.recognizer.heard[0])).toEqual(new Set([0, LOUD]));
  });
});

describe('a speaker whose client says that they are done', () => {
  it('has said nothing more, though the detector has not let go yet', async () => {
    const ears = listening({ releaseMs: 120, recognizer: new WatchedRecognizer(['yes', 'never']) });
    await ears.feed(500, LOUD);
    await ears.done();
    await ears.feed(1500, 0);
    await ears.end();
    expect(ears.ofType('utterance')).toMatchObject([{ utterance: { text: 'yes' } }]);
    expect(ears.recognizer.heard).toHaveLength(1);
  });

  it('is heard from the first sound when they go on at once', async () => {
    const ears = listening({ releaseMs: 120, recognizer: new WatchedRecognizer(['yes', 'and']) });
    await ears.feed(500, LOUD);
    await ears.done();
    await ears.feed(400, LOUD - 1);
    await ears.feed(1500, 0);
    await ears.end();
    expect(ears.ofType('utterance')).toHaveLength(2);
    const [, second] = ears.recognizer.heard;
    expect(second?.filter((level) => level === LOUD - 1)).toHaveLength(400 / FRAME_MS);
    expect(second).not.toContain(LOUD);
  });
});

describe('the beginning of an utterance', () => {
  it('is heard though it began softly, before the silence had ended the one before', async () => {
    const ears = listening({ releaseMs: 120, recognizer: new WatchedRecognizer(['one', 'two']) });
    await ears.feed(500, LOUD);
    // 600 ms after the last sound the utterance ends; the next began 160 ms before.
    await ears.feed(440, 0);
    await ears.feed(200, SOFT);
    await ears.feed(300, LOUD - 1);
    await ears.feed(1500, 0);
    await ears.end();
    expect(ears.ofType('utterance')).toHaveLength(2);
    const [, second] = ears.recognizer.heard;
    expect(second?.filter((level) => level === SOFT)).toHaveLength(200 / FRAME_MS);
    expect(second).not.toContain(LOUD);
  });

  it('holds nothing of a word that ends softly', async () => {
    const ears = listening({
      releaseMs: 120,
      silenceThresholdMs: 400,
      recognizer: new WatchedRecognizer(['yes', 'two']),
    });
    await ears.feed(500, LOUD);
    await ears.feed(200, SOFT);
    await ears.feed(200, 0);
    await ears.feed(300, LOUD);
    await ears.feed(1500, 0);
    await ears.end();
    expect(ears.ofType('utterance')).toHaveLength(2);
    expect(ears.recognizer.heard[1]).not.toContain(SOFT);
  });
});
