import {
  EnergyVoiceActivityDetector,
  MemorySink,
  ScriptedLanguageModel,
  ScriptedSpeechRecognizer,
  ToneSynthesizer,
  VirtualClock,
} from '@vox/testing';
import { AsyncQueue, type SessionInput, type VoiceEvent } from '@vox/voice-core';

import { OneAgentConversations, SESSION_ID } from '../../test/support/one-agent-conversations';
import { parseConfig } from '../config';
import { RuleBasedEndOfTurnDetector } from './rule-based-end-of-turn';
import { TurnObservers } from './turn-observers';
import { VoiceService } from './voice.service';

function setUp() {
  const clock = new VirtualClock();
  const voice = new VoiceService(
    new ScriptedSpeechRecognizer([]),
    new EnergyVoiceActivityDetector(),
    new ScriptedLanguageModel(() => 'Hello to you.', { clock }),
    new ToneSynthesizer({ clock, wordMs: 200 }),
    new OneAgentConversations(),
    new RuleBasedEndOfTurnDetector(),
    new TurnObservers(),
    clock,
    parseConfig({}),
  );
  return { clock, voice };
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
    expect(voice.liveInfo(SESSION_ID)).toMatchObject({ sessionId: SESSION_ID });

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
    expect(voice.liveInfo(SESSION_ID)).toBeUndefined();
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

  it('refuses who wants to join a session that does not go on', async () => {
    const { clock, voice } = setUp();
    const guest = connection(clock);
    const speaker = { id: 'guest-1', name: 'Cy' };
    const joined = guest.follow(voice.join(SESSION_ID, { ...guest.line, speaker }));
    await expect(joined).rejects.toMatchObject({ field: 'session_id' });
  });
});
