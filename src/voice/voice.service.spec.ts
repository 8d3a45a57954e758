import { randomUUID } from 'node:crypto';

import {
  EnergyVoiceActivityDetector,
  MemorySink,
  ScriptedLanguageModel,
  ScriptedSpeechRecognizer,
  ToneSynthesizer,
  VirtualClock,
} from '@vox/testing';
import { AsyncQueue, InvalidInputError, type SessionInput, type VoiceEvent } from '@vox/voice-core';

import {
  AGENT_ID,
  OneAgentConversations,
  SESSION_ID,
} from '../../test/support/one-agent-conversations';
import { parseConfig } from '../config';
import { RuleBasedEndOfTurnDetector } from './end-of-turn/rule-based-end-of-turn';
import { TurnObservers } from './turn-observers';
import { VoiceService } from './voice.service';

function setUp() {
  const clock = new VirtualClock();
  const conversations = new OneAgentConversations();
  const voice = new VoiceService(
    new ScriptedSpeechRecognizer([]),
    new EnergyVoiceActivityDetector(),
    new ScriptedLanguageModel(() => 'Hello to you.', { clock }),
    new ToneSynthesizer({ clock, wordMs: 200 }),
    conversations,
    new RuleBasedEndOfTurnDetector(),
    new TurnObservers(),
    clock,
    parseConfig({}),
  );
  return { clock, voice, conversations };
}

/** A connection of either kind, and what came of it. */
function connection(clock: VirtualClock) {
  const input = new AsyncQueue<SessionInput>(100);
  const hangUp = new AbortController();
  const sink = new MemorySink(clock);
  const events: VoiceEvent[] = [];
  const line = { input, audioOut: sink, signal: hangUp.signal };
  const follow = async (stream: AsyncIterable<VoiceEvent>) => {
    for await (const event of stream) events.push(event);
  };
  return { input, hangUp, sink, events, line, follow };
}

describe(VoiceService.name, () => {
  it('lets a second connection take part in a session while it goes on', async () => {
    const { clock, voice } = setUp();
    const [host, guest] = [connection(clock), connection(clock)];
    const session = { id: SESSION_ID, userId: 'ada', channel: 'discord', ...host.line } as const;
    const hosted = host.follow(voice.converse(session));
    await clock.advance(0);
    expect(await voice.liveInfo(SESSION_ID)).toMatchObject({ sessionId: SESSION_ID });

    const speaker = { id: 'guest-1', name: 'Cy' };
    const joined = guest.follow(voice.join(SESSION_ID, { ...guest.line, speaker }));
    await clock.advance(0);
    guest.input.push({ type: 'text', text: 'hello' });
    await clock.advance(3000);
    host.input.close();
    await clock.advance(0);
    await Promise.all([hosted, joined]);

    const ends = (events: VoiceEvent[]) => events.filter(({ type }) => type === 'turn-end');
    expect(ends(host.events)).toHaveLength(1);
    expect(ends(guest.events)).toEqual(ends(host.events));
    expect(guest.sink.audibleFrames).toHaveLength(host.sink.audibleFrames.length);
    expect(await voice.liveInfo(SESSION_ID)).toBeUndefined();
  });

  it('hangs up on who talks in a session, and on nobody else', async () => {
    const { clock, voice } = setUp();
    const [one, other] = [connection(clock), connection(clock)];
    const talk = (id: string, { line, follow }: typeof one) =>
      follow(voice.converse({ id, userId: 'ada', channel: 'websocket', ...line }));
    const talking = talk(SESSION_ID, one);
    const others = talk(randomUUID(), other);
    await clock.advance(0);
    one.input.push({ type: 'text', text: 'hello' });
    await clock.advance(300);
    await voice.hangUp(SESSION_ID);
    await talking;
    expect(one.events).toContainEqual(
      expect.objectContaining({ type: 'turn-end', outcome: 'interrupted' }),
    );
    expect(one.hangUp.signal.aborted).toBe(false);
    expect(voice.liveSessions).toBe(1);
    await voice.hangUp(SESSION_ID);
    other.input.close();
    await others;
  });

  it('tells of a session that is being opened when it goes on, and of none that is refused', async () => {
    const { clock, voice, conversations } = setUp();
    const { hangUp, line, follow } = connection(clock);
    const session = { id: SESSION_ID, userId: 'ada', channel: 'websocket', ...line } as const;
    const opening = Promise.withResolvers<void>();
    conversations.holding = opening.promise;
    const talking = follow(voice.converse(session));
    const asked = voice.liveInfo(SESSION_ID);
    opening.resolve();
    expect(await asked).toMatchObject({ sessionId: SESSION_ID });
    hangUp.abort('hang-up');
    await talking;

    const refusal = Promise.withResolvers<void>();
    conversations.holding = refusal.promise;
    const refused = follow(voice.converse(session));
    const askedMeanwhile = voice.liveInfo(SESSION_ID);
    refusal.reject(new InvalidInputError('session_id', 'not yours'));
    await expect(refused).rejects.toThrow('not yours');
    expect(await askedMeanwhile).toBeUndefined();
  });

  it('ends a session that proves to be another user’s, and says why', async () => {
    const { clock, voice, conversations } = setUp();
    const { follow, line, input, events } = connection(clock);
    const session = { id: SESSION_ID, userId: 'mallory', channel: 'websocket', ...line } as const;
    const talking = follow(voice.converse(session));
    await clock.advance(0);
    input.push({ type: 'text', text: 'hello' });
    await clock.advance(500);
    conversations.listeners[0]?.onRefused(new InvalidInputError('session_id', 'not yours'));
    await expect(talking).rejects.toThrow('not yours');
    expect(events).toContainEqual(expect.objectContaining({ type: 'turn-end' }));
    expect(voice.liveSessions).toBe(0);
    expect(conversations.released).toBe(1);
  });

  it('begins no session that is refused while it is opened, and says why', async () => {
    const { clock, voice, conversations } = setUp();
    const { follow, line, input, events } = connection(clock);
    const session = { id: SESSION_ID, userId: 'mallory', channel: 'websocket', ...line } as const;
    const opening = Promise.withResolvers<void>();
    conversations.holding = opening.promise;
    const read = jest.spyOn(conversations, 'getConversationContext');
    const talking = follow(voice.converse(session));
    input.push({ type: 'text', text: 'What have I told you?' });
    conversations.listeners[0]?.onRefused(new InvalidInputError('session_id', 'not yours'));
    opening.resolve();
    talking.catch(() => undefined);
    await clock.advance(2000);
    expect([voice.liveSessions, conversations.released]).toEqual([0, 1]);
    await expect(talking).rejects.toThrow('not yours');
    expect(events.filter(({ type }) => type !== 'agent-state')).toEqual([]);
    expect(read).not.toHaveBeenCalled();
  });

  it('lets each connection hold its session, with the agent that was asked for', async () => {
    const { clock, voice, conversations } = setUp();
    const [old, reconnected] = [connection(clock), connection(clock)];
    const about = { id: SESSION_ID, userId: 'ada', agentId: AGENT_ID, channel: 'webrtc' } as const;
    const first = old.follow(voice.converse({ ...about, ...old.line }));
    const second = reconnected.follow(voice.converse({ ...about, ...reconnected.line }));
    await clock.advance(0);
    old.hangUp.abort('hang-up');
    await first;
    expect(conversations.released).toBe(1);
    expect(await voice.liveInfo(SESSION_ID)).toMatchObject({ agent: { id: AGENT_ID } });
    reconnected.hangUp.abort('hang-up');
    await second;
    expect(conversations.released).toBe(2);
  });

  it('counts guests as no sessions, and goes on when they leave', async () => {
    const { clock, voice } = setUp();
    const [host, guest] = [connection(clock), connection(clock)];
    const session = { id: SESSION_ID, userId: 'ada', channel: 'discord', ...host.line } as const;
    const hosted = host.follow(voice.converse(session));
    await clock.advance(0);
    const speaker = { id: 'guest-1', name: 'Cy' };
    const joined = guest.follow(voice.join(SESSION_ID, { ...guest.line, speaker }));
    await clock.advance(0);
    guest.hangUp.abort('hang-up');
    await clock.advance(0);
    await joined;
    expect(voice.liveSessions).toBe(1);
    host.hangUp.abort('hang-up');
    await hosted;
    expect(voice.liveSessions).toBe(0);
  });

  it('stops an answer at the word that was heard when it is asked to, and says whether there was one', async () => {
    const { clock, voice } = setUp();
    const { input, line, events, hangUp, follow } = connection(clock);
    const session = { id: SESSION_ID, userId: 'ada', channel: 'websocket', ...line } as const;
    const talking = follow(voice.converse(session));
    await clock.advance(0);
    expect(voice.stopAnswer(SESSION_ID)).toBe(false);
    input.push({ type: 'text', text: 'hello' });
    await clock.advance(300);
    expect(voice.stopAnswer(SESSION_ID)).toBe(true);
    await clock.advance(100);
    const heard = { outcome: 'interrupted', spokenText: 'Hello' };
    expect(events.find(({ type }) => type === 'turn-end')).toMatchObject(heard);
    expect(voice.stopAnswer('another')).toBe(false);
    hangUp.abort('hang-up');
    await talking;
  });

  it('refuses who wants to join a session that does not go on', async () => {
    const { clock, voice } = setUp();
    const guest = connection(clock);
    const speaker = { id: 'guest-1', name: 'Cy' };
    const joined = guest.follow(voice.join(SESSION_ID, { ...guest.line, speaker }));
    await expect(joined).rejects.toMatchObject({ field: 'session_id' });
  });
});
