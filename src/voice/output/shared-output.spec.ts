import type { MemorySink } from '@vox/testing';
import type { AudioSink, VoiceEvent } from '@vox/voice-core';

import { SessionBench } from '../../../test/support/session-bench';

/** An output that others have, too: it is free when the test says so. */
function sharedOutput() {
  const calls: string[] = [];
  let free = Promise.withResolvers<void>();
  return {
    calls,
    give: () => free.resolve(),
    take: () => (free = Promise.withResolvers<void>()),
    through: (sink: MemorySink): AudioSink => ({
      sampleRateHz: sink.sampleRateHz,
      write: (frame) => {
        if (calls.at(-1) !== 'write') calls.push('write');
        sink.write(frame);
      },
      clear: () => {
        calls.push('clear');
        sink.clear();
      },
      acquire: async (signal) => {
        calls.push('acquire');
        const aborted = new Promise<void>((resolve) =>
          signal.addEventListener('abort', () => resolve(), { once: true }),
        );
        await Promise.race([free.promise, aborted]);
      },
      release: () => calls.push('release'),
    }),
  };
}

function setUp(script: ConstructorParameters<typeof SessionBench>[0]) {
  const output = sharedOutput();
  const bench = new SessionBench({
    ...script,
    audioOut: (_clock, sink) => output.through(sink),
  });
  const states = () =>
    bench
      .ofType('agent-state')
      .map(({ state }: Extract<VoiceEvent, { type: 'agent-state' }>) => state);
  return { output, bench, states };
}

describe('an output that is shared', () => {
  it('is waited for with the answer ready, thinking', async () => {
    const { output, bench, states } = setUp({ hears: ['hello'], replies: ['One two.'] });
    await bench.speak(500);
    await bench.quiet(2000);
    expect(states().at(-1)).toBe('thinking');
    expect(bench.sink.frames).toEqual([]);
    expect(bench.llm.calls[0]?.outcome).toBe('completed');
    output.give();
    await bench.quiet(20);
    expect(states().at(-1)).toBe('speaking');
    await bench.quiet(1000);
    await bench.end();
    expect(output.calls).toEqual(['acquire', 'write', 'release']);
    expect(bench.turns).toMatchObject([{ outcome: 'completed', spokenText: 'One two.' }]);
  });

  it('is given back when the user breaks in, after it was silenced', async () => {
    const { output, bench } = setUp({
      hears: ['hello', 'no stop'],
      replies: ['word '.repeat(30), 'Ok.'],
    });
    output.give();
    await bench.speak(500);
    await bench.quiet(1500);
    await bench.speak(800);
    await bench.quiet(2500);
    await bench.end();
    expect(output.calls).toEqual([
      'acquire',
      'write',
      'clear',
      'clear',
      'release',
      'acquire',
      'write',
      'release',
    ]);
  });

  it('is given back when the user hangs up while it is waited for', async () => {
    const { output, bench } = setUp({ hears: ['hello'], replies: ['One.'] });
    await bench.speak(500);
    await bench.quiet(1000);
    await bench.hangsUp();
    expect(output.calls).toEqual(['acquire', 'clear', 'release']);
  });

  it('leaves the turn open while it is waited for: more words join it', async () => {
    const { output, bench } = setUp({
      hears: ['one coffee', 'and a cake'],
      replies: ['Unheard.', 'Both, then.'],
    });
    await bench.speak(500);
    await bench.quiet(1000);
    await bench.speak(500);
    output.give();
    await bench.quiet(2000);
    await bench.end();
    expect(bench.turns).toMatchObject([
      { userText: 'one coffee and a cake', spokenText: 'Both, then.' },
    ]);
    const count = (call: string) => output.calls.filter((other) => other === call).length;
    expect(count('release')).toBe(count('acquire'));
  });

  it('is not asked for by an answer without a sound', async () => {
    const { output, bench } = setUp({ hears: ['hello'], replies: [''] });
    await bench.speak(500);
    await bench.quiet(1000);
    await bench.end();
    expect(output.calls).toEqual([]);
  });

  it('has the thinking sound only while it is free, and is given back between its notes', async () => {
    const { output, bench } = setUp({
      hears: ['hello'],
      replies: ['One.'],
      ttftMs: 6000,
      agent: { thinkingSoundAfterMs: 500 },
    });
    await bench.speak(500);
    await bench.quiet(3000);
    expect(bench.sink.frames).toEqual([]);
    output.give();
    await bench.quiet(1000);
    expect(output.calls).toEqual(['acquire', 'write', 'release']);
    await bench.quiet(5000);
    await bench.end();
    const count = (call: string) => output.calls.filter((other) => other === call).length;
    expect(count('release')).toBe(count('acquire'));
    expect(bench.turns).toMatchObject([{ outcome: 'completed' }]);
  });
});
