import type { ServerEvent } from '@vox/protocol';

import { type Conversation, emptyConversation, MAX_LINES } from './conversation';
import { reduceConversation } from './conversation-reducer';

const session_id = '11111111-1111-4111-8111-111111111111';
const first = '22222222-2222-4222-8222-222222222222';
const second = '33333333-3333-4333-8333-333333333333';

function after(events: readonly ServerEvent[], from: Conversation = emptyConversation) {
  return events.reduce(
    (conversation, event) => reduceConversation(conversation, { type: 'server-event', event }),
    from,
  );
}

const partial = (text: string, turn_id = first): ServerEvent => ({
  event: 'partial_transcript',
  data: { session_id, turn_id, text },
});
const final = (text: string, turn_id = first): ServerEvent => ({
  event: 'final_transcript',
  data: { session_id, turn_id, text },
});
const start = (turn_id = first): ServerEvent => ({
  event: 'ai_response_start',
  data: { session_id, turn_id },
});
const chunk = (text: string, turn_id = first): ServerEvent => ({
  event: 'ai_response_chunk',
  data: { session_id, turn_id, text },
});
const complete = (
  data: Partial<Extract<ServerEvent, { event: 'turn_complete' }>['data']>,
): ServerEvent => ({
  event: 'turn_complete',
  data: { session_id, turn_id: first, outcome: 'completed', spoken_text: '', latency: {}, ...data },
});

const texts = ({ lines }: Conversation) => lines.map(({ speaker, text }) => `${speaker}: ${text}`);

describe('reduceConversation', () => {
  it('replaces each partial by the next one and the last one by the final transcript', () => {
    const speaking = after([partial('tell'), partial('tell me')]);
    expect(speaking.lines).toEqual([
      expect.objectContaining({ text: 'tell me', isFinal: false, turnId: first }),
    ]);
    expect(after([final('Tell me more.')], speaking).lines).toEqual([
      expect.objectContaining({ text: 'Tell me more.', isFinal: true, turnId: first }),
    ]);
  });

  it('ignores a partial that arrives after the final transcript of its turn', () => {
    expect(texts(after([final('Done.'), partial('don')]))).toEqual(['user: Done.']);
  });

  it('holds nobody to be speaking, and no answer to be under way, once it has missed something', () => {
    const started: ServerEvent = { event: 'speech_started', data: { session_id } };
    const midway = after([final('Tell me.'), chunk('It'), started, partial('and', second)]);
    expect(midway).toMatchObject({ isUserSpeaking: true, lines: [{}, { outcome: null }, {}] });
    const missed = reduceConversation(midway, { type: 'missed' });
    expect(missed).toEqual(emptyConversation);
    expect(texts(after([chunk('Well.', second)], missed))).toEqual(['agent: Well.']);
  });

  it('drops words that never became a turn when the next turn begins', () => {
    expect(texts(after([partial('mhm'), partial('hello', second)]))).toEqual(['user: hello']);
  });

  it('drops a line whose final transcript is empty', () => {
    expect(after([partial('uh'), final('')]).lines).toEqual([]);
  });

  it('appends the answer as it arrives', () => {
    const conversation = after([final('Hi.'), start(), chunk('Good '), chunk('morning.')]);
    expect(texts(conversation)).toEqual(['user: Hi.', 'agent: Good morning.']);
  });

  it('names the agent of each answer, also after one has handed over', () => {
    const joined = reduceConversation(emptyConversation, {
      type: 'joined',
      as: null,
      agent: 'Ada',
    });
    const [from, agent] = ['Ada', 'Bob'].map((name) => ({ id: first, name }));
    const changed = { event: 'agent_changed', data: { session_id, agent, from } } as ServerEvent;
    const { lines } = after([start(), chunk('One moment.'), changed, start(second)], joined);
    expect(lines.map((line) => line.speaker === 'agent' && line.agent)).toEqual(['Ada', 'Bob']);
  });

  it('says that it is recorded, until it is not any more or the connection is gone', () => {
    const data = { session_id, recording_id: first };
    const begun = after([{ event: 'recording_started', data }]);
    expect([emptyConversation.isRecorded, begun.isRecorded]).toEqual([false, true]);
    expect(after([{ event: 'recording_stopped', data }], begun).isRecorded).toBe(false);
    expect(reduceConversation(begun, { type: 'connection-closed' }).isRecorded).toBe(false);
  });

  it('shows a text that the agent sends beside what it says', () => {
    const sent = { event: 'agent_message', data: { session_id, turn_id: first, text: '42' } };
    const conversation = after([start(), sent as ServerEvent, chunk('I sent it.')]);
    expect(texts(conversation)).toEqual(['agent: I sent it.', 'agent: 42']);
    expect(conversation.lines[1]).toMatchObject({ outcome: 'completed' });
  });

  it('shows only what was heard of an interrupted answer', () => {
    const conversation = after([
      final('Hi.'),
      start(),
      chunk('One two three four.'),
      complete({ outcome: 'interrupted', user_text: 'Hi.', spoken_text: 'One two' }),
    ]);
    expect(conversation.lines[1]).toMatchObject({ text: 'One two', outcome: 'interrupted' });
  });

  it('adds nothing to an answer that is already over', () => {
    const conversation = after([
      start(),
      chunk('One two'),
      complete({ outcome: 'interrupted', spoken_text: 'One' }),
      chunk(' three'),
    ]);
    expect(texts(conversation)).toEqual(['agent: One']);
  });

  it('keeps the latency of each turn with its answer', () => {
    const latency = { voice_to_voice_ms: 742, ttft_ms: 3 };
    const conversation = after([start(), complete({ spoken_text: 'Yes.', latency })]);
    expect(conversation.lines[0]).toMatchObject({ text: 'Yes.', latency, outcome: 'completed' });
  });

  it('shows a turn that failed before it said anything', () => {
    const conversation = after([
      { event: 'error', data: { session_id, code: 'llm_unavailable', message: 'No answer.' } },
      complete({ outcome: 'failed', user_text: 'Hi.' }),
    ]);
    expect(texts(conversation)).toEqual(['user: Hi.', 'agent: ']);
    expect(conversation.serverError).toEqual({ code: 'llm_unavailable', message: 'No answer.' });
  });

  it('clears an error once the user speaks again', () => {
    const failed = after([
      { event: 'error', data: { session_id, code: 'llm_unavailable', message: 'No answer.' } },
    ]);
    const speaking = after([{ event: 'speech_started', data: { session_id } }], failed);
    expect(speaking).toMatchObject({ serverError: null, isUserSpeaking: true });
  });

  it('gives a typed message the turn that answers it instead of showing it twice', () => {
    const typed = reduceConversation(emptyConversation, {
      type: 'typed',
      key: 'typed-1',
      text: 'What time is it?',
    });
    const conversation = after(
      [start(second), complete({ turn_id: second, user_text: 'What time is it?' })],
      typed,
    );
    expect(conversation.lines).toMatchObject([
      { key: 'typed-1', turnId: second, isTyped: true },
      { speaker: 'agent', turnId: second },
    ]);
  });

  it('takes back a typed message that could not be sent', () => {
    const typed = reduceConversation(emptyConversation, { type: 'typed', key: 'a', text: 'Hi' });
    expect(reduceConversation(typed, { type: 'typing-failed', key: 'a' }).lines).toEqual([]);
  });

  it('settles what was open when the connection went away', () => {
    const open = after([
      final('Hi.'),
      start(),
      chunk('Good'),
      { event: 'tts_start', data: { session_id, turn_id: first } },
      { event: 'agent_state', data: { session_id, state: 'speaking' } },
      { event: 'agent_muted', data: { session_id, muted: true } },
      partial('wait', second),
    ]);
    const closed = reduceConversation(open, { type: 'connection-closed' });
    expect(closed.agentState).toBe('listening');
    expect(closed.isAgentMuted).toBe(false);
    expect(closed.lines).toMatchObject([
      { speaker: 'user', text: 'Hi.' },
      { speaker: 'agent', text: 'Good', outcome: 'interrupted', isAudible: false },
    ]);
  });

  it('forgets the oldest lines beyond its limit', () => {
    let conversation = emptyConversation;
    for (let count = 0; count <= MAX_LINES; count += 1) {
      conversation = reduceConversation(conversation, {
        type: 'typed',
        key: `typed-${count}`,
        text: String(count),
      });
    }
    expect(conversation.lines).toHaveLength(MAX_LINES);
    expect(conversation.lines[0]).toMatchObject({ text: '1' });
  });
});

describe('a session that several people share', () => {
  const ann = { id: '1', name: 'Ann' };
  const cy = { id: 'guest-1', name: 'Cy' };
  const by = (event: ServerEvent, speaker: typeof ann): ServerEvent =>
    ({ ...event, data: { ...event.data, speaker } }) as ServerEvent;
  const joined = reduceConversation(emptyConversation, { type: 'joined', as: cy, agent: 'Ada' });
  const said = ({ lines }: Conversation) =>
    lines.map((line) =>
      line.speaker === 'user' ? `${line.by?.name ?? 'You'}: ${line.text}` : `agent: ${line.text}`,
    );

  it('shows everybody under their own name, and who sits at the page as before', () => {
    const conversation = after(
      [
        by(partial('good'), ann),
        by(partial('hel'), cy),
        by(final('good day'), ann),
        by(final('hello'), cy),
      ],
      joined,
    );
    expect(said(conversation)).toEqual(['Ann: good day', 'You: hello']);
  });

  it('keeps the lines of a turn apart when it is complete', () => {
    const conversation = after(
      [
        by(final('good day'), ann),
        by(final('hello'), cy),
        complete({
          user_text: 'Ann: good day\nCy: hello',
          speakers: [ann, cy],
          spoken_text: 'Hi.',
        }),
      ],
      joined,
    );
    expect(said(conversation)).toEqual(['Ann: good day', 'You: hello', 'agent: Hi.']);
  });

  it('tells who else is speaking from the one at the page', () => {
    const started: ServerEvent = { event: 'speech_started', data: { session_id } };
    const stopped: ServerEvent = { event: 'speech_stopped', data: { session_id } };
    const both = after([by(started, ann), by(started, cy)], joined);
    expect(both).toMatchObject({ isUserSpeaking: true, othersSpeaking: [ann] });
    expect(after([by(stopped, ann)], both)).toMatchObject({
      isUserSpeaking: true,
      othersSpeaking: [],
    });
  });

  it('takes a typed line for what the guest said', () => {
    const typed = reduceConversation(joined, { type: 'typed', key: 'typed-1', text: 'hello' });
    expect(said(after([by(final('hello'), cy)], typed))).toEqual(['You: hello']);
  });

  it('shows what an answer has done, where it was begun, and begins anew with the answer', () => {
    const call = { session_id, turn_id: first, arguments: '{}' };
    const started = (call_id: string, tool: string): ServerEvent => ({
      event: 'tool_started',
      data: { ...call, call_id, tool },
    });
    const finished = (call_id: string, tool: string, state: 'done' | 'failed'): ServerEvent => ({
      event: 'tool_finished',
      data: { ...call, call_id, tool, state, duration_ms: 5 },
    });
    const events = [
      start(),
      started('1', 'weather'),
      started('2', 'order'),
      finished('1', 'weather', 'failed'),
    ];
    const used = after(events);
    expect(used.lines).toMatchObject([
      {
        tools: [
          { callId: '1', tool: 'weather', state: 'failed' },
          { callId: '2', tool: 'order' },
        ],
      },
    ]);
    const [line] = after([finished('2', 'order', 'done'), chunk('Done.')], used).lines;
    expect(line).toMatchObject({ text: 'Done.', tools: [{}, { state: 'done' }] });
    expect(after([start()], used).lines).toMatchObject([{ tools: [] }]);
  });
});
