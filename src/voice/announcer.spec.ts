import { MemorySink, ToneSynthesizer, VirtualClock } from '@vox/testing';
import { InvalidInputError } from '@vox/voice-core';

import { Announcer } from './announcer';

const AGENT = { id: 'a', tts: {} };

describe(Announcer.name, () => {
  const use = () => {
    const clock = new VirtualClock();
    const tts = new ToneSynthesizer({ clock, wordMs: 100 });
    return {
      clock,
      tts,
      sink: new MemorySink(clock),
      announcer: new Announcer(tts, clock),
      stop: new AbortController(),
    };
  };

  it('speaks every sentence, without a gap, in the voice that is asked for', async () => {
    const { clock, tts, sink, announcer, stop } = use();
    const done = announcer.announce(
      'One two. Three four.',
      { id: 'a', tts: { voice: 'amy' } },
      sink,
      stop.signal,
    );
    await clock.advance(1000);
    await done;
    expect(tts.calls.map(({ text }) => text)).toEqual(['One two.', 'Three four.']);
    expect(tts.calls[0]?.options.voice).toBe('amy');
    expect(sink.frames.map(({ atMs }) => atMs)).toEqual(
      Array.from({ length: 20 }, (_, index) => index * 20),
    );
  });

  it('says what is left of a text of which the voice refuses a sentence, and fails when that is nothing', async () => {
    const { clock, sink, stop } = use();
    const refusal = new InvalidInputError('text', 'text is refused');
    const failure = (text: string) => (text === 'Never.' ? refusal : undefined);
    const tts = new ToneSynthesizer({ clock, wordMs: 100, failure });
    const announcer = new Announcer(tts, clock);
    const done = announcer.announce('**One.** Never. `Two.`', AGENT, sink, stop.signal);
    await clock.advance(1000);
    await done;
    const said = tts.calls.filter(({ outcome }) => outcome === 'completed');
    expect(said.map(({ text }) => text)).toEqual(['One.', 'Two.']);
    const refused = announcer.announce('Never.', AGENT, sink, stop.signal);
    await expect(refused).rejects.toBe(refusal);
  });

  it('waits for a sink that others speak through, and gives it back once', async () => {
    const { clock, sink, announcer, stop } = use();
    const free = Promise.withResolvers<void>();
    const calls: string[] = [];
    const shared = Object.assign(sink, {
      acquire: () => free.promise.then(() => void calls.push('acquire')),
      release: () => void calls.push('release'),
    });
    const done = announcer.announce('One.', AGENT, shared, stop.signal);
    await clock.advance(500);
    expect(sink.frames).toEqual([]);
    free.resolve();
    await clock.advance(500);
    await done;
    expect(sink.frames).toHaveLength(5);
    expect(calls).toEqual(['acquire', 'release']);
  });

  it('is silent at once when it is stopped', async () => {
    const { clock, sink, announcer, stop } = use();
    const done = announcer.announce('One two three four five six.', AGENT, sink, stop.signal);
    await clock.advance(100);
    stop.abort('hang-up');
    await clock.advance(1000);
    await done;
    expect(sink.frames.length).toBeLessThanOrEqual(6);
    expect(sink.clears).toHaveLength(1);
    expect(clock.sleepers).toBe(0);
  });
});
