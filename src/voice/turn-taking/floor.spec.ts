import { MemorySink, ScriptedLanguageModel, ToneSynthesizer, VirtualClock } from '@vox/testing';
import type { VoiceEvent } from '@vox/voice-core';

import { Floor } from './floor';
import { Output } from '../output/output';

function setUp() {
  const clock = new VirtualClock();
  const events: VoiceEvent[] = [];
  const agent = { id: 'agent', name: 'Vox', systemPrompt: 'Be kind.', llm: {}, tts: {} };
  const llm = new ScriptedLanguageModel(() => 'Noon.', { clock, ttftMs: 300 });
  const floor = new Floor(
    {
      llm,
      tts: new ToneSynthesizer({ clock }),
      output: new Output(new MemorySink(clock), clock),
      clock,
      requester: { sessionId: 'session', userId: 'user', agentName: 'Vox' },
      payer: () => ({ sessionId: 'session' }),
      limit: () => undefined,
      agent: () => Promise.resolve(agent),
      context: () => Promise.resolve([]),
      emit: (event) => events.push(event),
      remember: () => Promise.resolve(),
      onFailure: () => undefined,
      onError: (error) => events.push(error as VoiceEvent),
      onSpeaking: () => undefined,
      onAnswered: () => undefined,
      onFree: () => undefined,
    },
    new AbortController().signal,
  );
  return { clock, events, floor, llm };
}

const words = { turnId: 'turn', messages: [{ text: 'what time is it', speaker: undefined }] };

describe(Floor.name, () => {
  it('answers in the moment in which what was begun ahead of time was stopped', async () => {
    const { clock, events, floor } = setUp();
    floor.speculate(words.turnId, words.messages);
    await clock.advance(100);
    floor.stop();
    floor.answer(words, { speechEndedAtMs: 0, latency: {} });
    await clock.advance(2000);
    expect(events.filter(({ type }) => type === 'turn-end')).toMatchObject([
      { outcome: 'completed', spokenText: 'Noon.' },
    ]);
  });

  it('says that it is free again when an unheard answer is taken back', async () => {
    const { clock, events, floor } = setUp();
    floor.answer(words, { speechEndedAtMs: 0, latency: {} });
    await clock.advance(100);
    expect(floor.withdraw()).toEqual(words);
    expect(floor.phase).toBe('listening');
    expect(events.at(-1)).toEqual({ type: 'agent-state', state: 'listening' });
    const told = events.length;
    await clock.advance(2000);
    expect(events).toHaveLength(told);
    await floor.settled();
  });

  it.each(['committed', 'begun'])(
    'asks no model for words whose speaker is forgotten while an answer that was %s waits',
    async (how) => {
      const { clock, floor, llm } = setUp();
      const timing = { speechEndedAtMs: 0, latency: {} };
      floor.answer(words, timing);
      await clock.advance(1000);
      floor.finishSentence();
      const messages = [
        { text: 'my secret', speaker: { id: 'ann', name: 'Ann' } },
        { text: 'hello', speaker: { id: 'ben', name: 'Ben' } },
      ];
      const next = { turnId: 'next', messages };
      if (how === 'committed') floor.speculate(next.turnId, next.messages);
      floor.answer(next, timing);
      expect(llm.calls).toHaveLength(1);
      floor.forget('ann');
      await clock.advance(5000);
      await floor.settled();
      expect(llm.calls).toHaveLength(2);
      const asked = JSON.stringify(llm.calls.at(-1)?.messages);
      expect(asked).toContain('hello');
      expect(asked).not.toContain('secret');
    },
  );
});
