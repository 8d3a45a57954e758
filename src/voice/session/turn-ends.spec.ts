import { Logger } from '@nestjs/common';
import {
  EnergyVoiceActivityDetector,
  MemorySink,
  ScriptedLanguageModel,
  ScriptedSpeechRecognizer,
  ToneSynthesizer,
  VirtualClock,
} from '@vox/testing';
import { AsyncQueue, type SessionInput, type VoiceEvent } from '@vox/voice-core';

import { OneAgentConversations, SESSION_ID } from '../../../test/support/one-agent-conversations';
import { parseConfig } from '../../config';
import { RuleBasedEndOfTurnDetector } from '../end-of-turn/rule-based-end-of-turn';
import { TurnKeeper, TurnObservers } from '../turn-observers';
import { VoiceService } from '../voice.service';

/** A disk that the test lets go on. */
class SlowKeeper extends TurnKeeper {
  readonly writes: PromiseWithResolvers<boolean>[] = [];

  override keep(): Promise<boolean> {
    const write = Promise.withResolvers<boolean>();
    this.writes.push(write);
    return write.promise;
  }
}

async function conversation(keeper?: TurnKeeper) {
  const clock = new VirtualClock();
  const observers = new TurnObservers();
  if (keeper !== undefined) observers.keepWith(keeper);
  const voice = new VoiceService(
    new ScriptedSpeechRecognizer([]),
    new EnergyVoiceActivityDetector(),
    new ScriptedLanguageModel(() => 'Hello to you.', { clock }),
    new ToneSynthesizer({ clock, wordMs: 200 }),
    new OneAgentConversations(),
    new RuleBasedEndOfTurnDetector(),
    observers,
    clock,
    parseConfig({}),
  );
  const input = new AsyncQueue<SessionInput>(100);
  const hangUp = new AbortController();
  const sink = new MemorySink(clock);
  const events: VoiceEvent[] = [];
  const session = { id: SESSION_ID, userId: 'ada', channel: 'websocket' } as const;
  const running = (async () => {
    const line = { ...session, input, audioOut: sink, signal: hangUp.signal };
    for await (const event of voice.converse(line)) events.push(event);
  })();
  await clock.advance(0);
  const type = async (text: string, ms = 5000) => {
    input.push({ type: 'text', text });
    await clock.advance(ms);
  };
  const names = () => events.map((event) => event.type);
  const ends = () => events.flatMap((event) => (event.type === 'turn-end' ? [event] : []));
  return { clock, voice, input, hangUp, sink, events, running, type, names, ends };
}

describe("a turn's end", () => {
  it('is told when the turn is kept, and not before', async () => {
    const keeper = new SlowKeeper();
    const { clock, type, ends, names } = await conversation(keeper);
    await type('one');
    expect(keeper.writes).toHaveLength(1);
    expect(names()).toContain('playout-end');
    expect(ends()).toEqual([]);
    keeper.writes[0]?.resolve(true);
    await clock.advance(0);
    expect(ends()).toMatchObject([{ userText: 'one', outcome: 'completed' }]);
    expect(ends()[0]).not.toHaveProperty('isUnsaved');
  });

  it('holds up nothing else while the disk is slow: the next turn is heard to its end', async () => {
    const keeper = new SlowKeeper();
    const { clock, type, ends, events, sink } = await conversation(keeper);
    await type('one');
    const heardMs = sink.audibleFrames.length;
    await type('two');
    expect(sink.audibleFrames.length).toBe(2 * heardMs);
    expect(ends()).toEqual([]);
    expect(events.at(-1)).toMatchObject({ type: 'agent-state', state: 'listening' });
    // The later one is done first; they are told in their order.
    keeper.writes[1]?.resolve(true);
    await clock.advance(0);
    expect(ends()).toEqual([]);
    keeper.writes[0]?.resolve(true);
    await clock.advance(0);
    expect(ends()).toMatchObject([{ userText: 'one' }, { userText: 'two' }]);
  });

  it('lets what is buffered be dropped at once when the answer is cut off', async () => {
    const keeper = new SlowKeeper();
    const { clock, input, type, names, ends } = await conversation(keeper);
    await type('one', 400);
    input.push({ type: 'interrupt' });
    await clock.advance(100);
    expect(names()).toContain('turn-outcome');
    expect(ends()).toEqual([]);
    keeper.writes[0]?.resolve(true);
    await clock.advance(0);
    expect(ends()).toMatchObject([{ outcome: 'interrupted' }]);
  });

  it.each([
    ['cannot be kept', (write: PromiseWithResolvers<boolean>) => write.resolve(false)],
    ['failed to be kept', (write: PromiseWithResolvers<boolean>) => write.reject(new Error('EIO'))],
  ])('says so when the turn %s', async (_how, settle) => {
    Logger.overrideLogger(false);
    const keeper = new SlowKeeper();
    const { clock, type, ends } = await conversation(keeper);
    await type('one');
    settle(keeper.writes[0]!);
    await clock.advance(0);
    expect(ends()).toMatchObject([{ userText: 'one', isUnsaved: true }]);
  });

  it('is told before the session ends', async () => {
    const keeper = new SlowKeeper();
    const { clock, type, ends, hangUp, running, voice } = await conversation(keeper);
    await type('one', 400);
    hangUp.abort('hang-up');
    await clock.advance(100);
    expect(voice.liveSessions).toBe(1);
    keeper.writes[0]?.resolve(true);
    await running;
    expect(ends()).toMatchObject([{ outcome: 'interrupted' }]);
  });

  it('is waited for when the server drains', async () => {
    const keeper = new SlowKeeper();
    const { clock, type, voice } = await conversation(keeper);
    await type('one');
    let isDrained = false;
    const draining = voice.drain(10_000).then(() => (isDrained = true));
    await clock.advance(1000);
    expect(isDrained).toBe(false);
    keeper.writes[0]?.resolve(true);
    await draining;
  });

  it('waits for nothing where nobody keeps turns', async () => {
    const { type, ends, names } = await conversation();
    await type('one');
    expect(ends()).toHaveLength(1);
    expect(names().indexOf('turn-end')).toBeLessThan(names().lastIndexOf('agent-state'));
  });
});
