import type { AgentConfig } from '@vox/voice-core';

import { SessionBench } from '../../../test/support/session-bench';

/** Somebody edits the agent of a session that goes on. */
function edit(bench: SessionBench, change: Partial<AgentConfig>): void {
  bench.conversations.agent = { ...bench.conversations.agent, ...change };
}

async function silenceOfTurn(bench: SessionBench): Promise<number> {
  await bench.speak(600);
  const silentAtMs = bench.clock.nowMs();
  await bench.quiet(4000);
  return (bench.ofType('turn-start').at(-1)?.atMs ?? NaN) - silentAtMs;
}

describe('the agent of a session that goes on', () => {
  it('waits with the next words for as much silence as silence_threshold_ms says now', async () => {
    const bench = new SessionBench({ hears: ['one', 'two', 'three'], replies: ['a', 'b', 'c'] });
    const before = await silenceOfTurn(bench);
    edit(bench, { silenceThresholdMs: 1500 });
    const longer = await silenceOfTurn(bench);
    edit(bench, { silenceThresholdMs: 300 });
    const shorter = await silenceOfTurn(bench);
    expect([longer - before, before - shorter]).toEqual([900, 300]);
    await bench.end();
  });

  const interrupted = async (bench: SessionBench): Promise<string | undefined> => {
    const count = bench.turns.length;
    await bench.speak(500);
    await bench.quiet(1000);
    await bench.speak(1000);
    await bench.quiet(12_000);
    return bench.turns[count]?.outcome;
  };
  const script = {
    hears: ['tell me', 'wait a moment', 'tell me', 'wait a moment'],
    replies: ['word '.repeat(20), 'Yes.', 'word '.repeat(20), 'Yes.'],
  };

  it('is interrupted, or not, as barge_in says now', async () => {
    const bench = new SessionBench(script);
    expect(await interrupted(bench)).toBe('interrupted');
    edit(bench, { bargeIn: 'off' });
    expect(await interrupted(bench)).toBe('completed');
    await bench.end();
  });

  it("goes back to the server's BARGE_IN_STRATEGY when barge_in is taken away", async () => {
    const bench = new SessionBench({ ...script, agent: { bargeIn: 'off' } });
    expect(await interrupted(bench)).toBe('completed');
    edit(bench, { bargeIn: undefined } as unknown as Partial<AgentConfig>);
    expect(await interrupted(bench)).toBe('interrupted');
    await bench.end();
  });

  it('sounds while it thinks, as THINKING_SOUND_AFTER_MS says, where the agent says nothing', async () => {
    const soundsBefore = async (agent: Partial<AgentConfig>) => {
      const bench = new SessionBench({
        replies: ['Well.'],
        ttftMs: 4000,
        agent,
        options: { thinkingSoundAfterMs: 1000 },
      });
      await bench.send({ type: 'text', text: 'Why?' });
      await bench.quiet(3500);
      const count = bench.sink.audibleFrames.length;
      await bench.end();
      return count > 0;
    };
    expect(await soundsBefore({})).toBe(true);
    expect(await soundsBefore({ thinkingSoundAfterMs: 60_000 })).toBe(false);
  });

  it('goes on as it was when it cannot be read', async () => {
    const bench = new SessionBench({ hears: ['one'], replies: ['a'] });
    bench.conversations.getAgentConfig = async () => {
      await bench.clock.sleepUntil(bench.clock.nowMs() + 40);
      throw new Error('database is down');
    };
    await bench.speak(600);
    // Whoever hears and whoever answers ask at once, and are told once.
    expect(bench.errors).toEqual([new Error('database is down')]);
    bench.conversations.getAgentConfig = () => Promise.resolve(bench.conversations.agent);
    await bench.quiet(2000);
    expect(bench.turns).toMatchObject([{ userText: 'one', outcome: 'completed' }]);
    await bench.end();
  });
});
