import { ProviderError } from '@vox/voice-core';

import { LiveSession } from './live-session';
import { SessionBench } from '../../../test/support/session-bench';

const llmDown = new ProviderError('down', { kind: 'llm', provider: 'test', category: 'server' });
const ttsDown = new ProviderError('down', { kind: 'tts', provider: 'test', category: 'server' });
const sttDown = new ProviderError('down', { kind: 'stt', provider: 'test', category: 'server' });

describe(LiveSession.name, () => {
  it('hears an utterance, answers it, and tells what happens in order', async () => {
    const bench = new SessionBench({ hears: ['hello there'], replies: ['Hi. Nice day.'] });
    await bench.speak(800);
    await bench.quiet(2500);
    await bench.end();
    expect(bench.events.map(({ event }) => event.type)).toEqual([
      'agent-state',
      'speech-start',
      'transcript-partial',
      'transcript-partial',
      'speech-end',
      'transcript-final',
      'agent-state',
      'turn-start',
      'reply-delta',
      'reply-delta',
      'reply-delta',
      'reply-end',
      'playout-start',
      'agent-state',
      'playout-end',
      'turn-end',
      'agent-state',
    ]);
    expect(bench.turns).toMatchObject([
      {
        outcome: 'completed',
        userText: 'hello there',
        replyText: 'Hi. Nice day.',
        spokenText: 'Hi. Nice day.',
      },
    ]);
    expect(bench.errors).toEqual([]);
  });

  it('starts to speak when the silence threshold is reached, not later', async () => {
    const bench = new SessionBench({ hears: ['hello there'], replies: ['Hi.'] });
    await bench.speak(1000);
    await bench.quiet(1000);
    const [start] = bench.ofType('playout-start');
    expect(start?.atMs).toBe(1000 + 600);
    expect(start?.voiceToVoiceMs).toBe(600);
    await bench.end();
  });

  it('records what the reply of a turn took, and nothing where nobody says', async () => {
    const usage = { promptTokens: 12, completionTokens: 30, costUsd: 0.00025 };
    for (const told of [{ usage }, {}]) {
      const bench = new SessionBench({ hears: ['hello'], replies: ['Hi there.'], ...told });
      await bench.speak(500);
      await bench.quiet(3000);
      await bench.end();
      expect(bench.turns[0]?.usage).toEqual('usage' in told ? usage : undefined);
    }
  });

  it('records where the time of a turn went', async () => {
    const bench = new SessionBench({
      hears: ['hello'],
      replies: ['Hi there.'],
      ttftMs: 200,
      tts: { ttfbMs: 150 },
      options: { speculativeTurns: false },
    });
    await bench.speak(500);
    await bench.quiet(3000);
    await bench.end();
    expect(bench.turns[0]?.latency).toEqual({
      endOfUtteranceDelayMs: 600,
      transcriptFinalMs: 600,
      ttftMs: 200,
      ttfbMs: 150,
      voiceToVoiceMs: 950,
    });
  });

  it('lets the model see the turns before', async () => {
    const bench = new SessionBench({ hears: ['first', 'second'], replies: ['One.', 'Two.'] });
    for (let turn = 0; turn < 2; turn++) {
      await bench.speak(500);
      await bench.quiet(1500);
    }
    await bench.end();
    expect(bench.llm.calls[1]?.messages).toEqual([
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'first' },
      { role: 'assistant', content: 'One.' },
      { role: 'user', content: 'second' },
    ]);
  });

  it('does not answer sounds in which no words were recognised', async () => {
    const bench = new SessionBench({ hears: [''] });
    await bench.speak(400);
    await bench.quiet(1500);
    await bench.end();
    expect(bench.turns).toEqual([]);
    expect(bench.ofType('transcript-final')).toEqual([]);
  });

  it('answers at once when the client says that the speaker is done', async () => {
    const bench = new SessionBench({ hears: ['hello'], replies: ['Hi.'] });
    await bench.speak(500);
    await bench.send({ type: 'end-of-utterance' });
    expect(bench.ofType('playout-start')).toHaveLength(1);
    await bench.end();
  });

  it('answers a monologue at the longest speaking time and goes on listening', async () => {
    const bench = new SessionBench({
      hears: ['part one', 'part two'],
      replies: ['Ok one.', 'Ok two.'],
      options: { maxSpeakingTimeMs: 2000 },
    });
    // No gap: it is cut 3 s later.
    await bench.speak(5600);
    await bench.quiet(2000);
    await bench.end();
    // The word in which it was cut is whole in the second part: 300 ms of the first, 600 ms, and the silence.
    expect(bench.recognizer.calls.map(({ audioMs }) => audioMs)).toEqual([5000, 300 + 600 + 600]);
    expect(bench.turns.at(-1)?.userText).toContain('part two');
    expect(bench.conversations.messages.map(({ content }) => content).join(' ')).toContain(
      'part one',
    );
  });

  it('answers typed text like an utterance', async () => {
    const bench = new SessionBench({ replies: ['Hi.'] });
    await bench.send({ type: 'text', text: 'typed words' });
    await bench.quiet(1000);
    await bench.end();
    expect(bench.turns).toMatchObject([{ outcome: 'completed', userText: 'typed words' }]);
  });

  it('speaks first when the agent has a greeting', async () => {
    const bench = new SessionBench({ agent: { greeting: 'Welcome aboard.' } });
    await bench.quiet(1000);
    await bench.end();
    expect(bench.turns).toMatchObject([{ outcome: 'completed', spokenText: 'Welcome aboard.' }]);
    expect(bench.turns[0]).not.toHaveProperty('userText');
    expect(bench.llm.calls).toEqual([]);
  });

  it('ends a greeting that nobody has heard when somebody writes before it', async () => {
    const bench = new SessionBench({
      agent: { greeting: 'Welcome aboard.' },
      replies: ['Hi.'],
      tts: { ttfbMs: 150 },
    });
    await bench.quiet(60);
    await bench.send({ type: 'text', text: 'typed words' });
    await bench.quiet(1000);
    await bench.end();
    expect(bench.turns).toMatchObject([
      { outcome: 'interrupted', replyText: 'Welcome aboard.', spokenText: '' },
      { outcome: 'completed', userText: 'typed words', spokenText: 'Hi.' },
    ]);
    const began = bench.events.filter(({ event }) => event.type === 'turn-start');
    expect(began).toHaveLength(2);
  });

  it('synthesises the next sentence while one plays, so that no gap is heard', async () => {
    const bench = new SessionBench({
      hears: ['hello'],
      replies: ['One two three. Four five six.'],
      tts: { ttfbMs: 150 },
    });
    await bench.speak(500);
    await bench.quiet(3000);
    await bench.end();
    const gaps = bench.sink.frames
      .slice(1)
      .map(({ atMs }, index) => atMs - (bench.sink.frames[index]?.atMs ?? 0));
    expect(Math.max(...gaps)).toBe(20);
  });
});

describe('failures', () => {
  it('ends the turn and says so when the model fails, and the next turn works', async () => {
    const bench = new SessionBench({ hears: ['one', 'two'], replies: [llmDown, 'Fine again.'] });
    await bench.speak(500);
    await bench.quiet(1200);
    await bench.speak(500);
    await bench.quiet(1500);
    await bench.end();
    expect(bench.turns).toMatchObject([
      { outcome: 'failed', failure: { code: 'llm_unavailable' }, userText: 'one' },
      { outcome: 'completed', userText: 'two' },
    ]);
  });

  it('apologises aloud when the model gives nothing', async () => {
    const bench = new SessionBench({ hears: ['one'], replies: [llmDown] });
    await bench.speak(500);
    await bench.quiet(4000);
    await bench.end();
    expect(bench.turns[0]?.spokenText).toBe(
      "I'm sorry, I can't answer right now. Please try again.",
    );
    expect(bench.sink.audibleFrames.length).toBeGreaterThan(0);
  });

  it('ends an answer that breaks off with an apology, and starts no second one', async () => {
    const bench = new SessionBench({
      hears: ['one'],
      replies: [{ after: 'First sentence. And then the', error: llmDown }],
    });
    await bench.speak(500);
    await bench.quiet(5000);
    await bench.end();
    expect(bench.turns).toMatchObject([
      {
        outcome: 'failed',
        failure: { code: 'llm_unavailable' },
        spokenText: "First sentence. And then the I'm sorry, I lost my train of thought.",
      },
    ]);
    expect(bench.llm.calls).toHaveLength(1);
  });

  it('leaves the text to be read when the voice fails', async () => {
    const bench = new SessionBench({
      hears: ['one'],
      replies: ['First sentence. Second sentence.'],
      tts: { failure: () => ttsDown },
    });
    await bench.speak(500);
    await bench.quiet(1500);
    await bench.end();
    expect(bench.turns).toMatchObject([
      {
        outcome: 'failed',
        failure: { code: 'tts_unavailable' },
        replyText: 'First sentence. Second sentence.',
        spokenText: 'First sentence. Second sentence.',
      },
    ]);
  });

  it('tells that speech recognition failed and goes on', async () => {
    const bench = new SessionBench({ hears: [sttDown, 'two'], replies: ['Fine.'] });
    await bench.speak(500);
    await bench.quiet(1000);
    await bench.speak(500);
    await bench.quiet(1500);
    await bench.end();
    expect(bench.ofType('session-failure')).toMatchObject([
      { failure: { code: 'stt_unavailable' } },
    ]);
    expect(bench.turns).toMatchObject([{ outcome: 'completed', userText: 'two' }]);
  });

  it('keeps details of a failure from the person who talks', async () => {
    const bench = new SessionBench({ hears: ['one'], replies: [new Error('secret-key-123')] });
    await bench.speak(500);
    await bench.quiet(1500);
    await bench.end();
    expect(JSON.stringify(bench.events)).not.toContain('secret-key-123');
    expect(bench.turns).toMatchObject([{ outcome: 'failed', failure: { code: 'internal_error' } }]);
  });
});

describe('hang-up', () => {
  it('ends an answer in the middle, records it as interrupted and releases everything', async () => {
    const bench = new SessionBench({ hears: ['tell me'], replies: ['word '.repeat(50)] });
    await bench.speak(500);
    await bench.quiet(1500);
    await bench.hangsUp();
    expect(bench.turns).toMatchObject([{ outcome: 'interrupted', userText: 'tell me' }]);
    expect(bench.detector.openStreams).toBe(0);
    expect(bench.clock.sleepers).toBe(0);
    expect(bench.tts.calls[0]?.outcome).not.toBe('running');
  });

  it('ends in the middle of an utterance without a turn', async () => {
    const bench = new SessionBench({ hears: ['never finished'] });
    await bench.speak(700);
    await bench.hangsUp();
    expect(bench.turns).toEqual([]);
    expect(bench.recognizer.calls[0]?.outcome).toBe('aborted');
    expect(bench.detector.openStreams).toBe(0);
  });
});
