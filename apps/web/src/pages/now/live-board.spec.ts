import type { LiveEvent } from '@vox/protocol';

import { type Board, type LiveSession, withAnswer, withEvents } from './live-board';

const session: LiveSession = {
  id: 's-1',
  user_id: 'ann',
  user_name: 'Ann',
  channel: 'websocket',
  agent_id: 'a-1',
  agent_name: 'Vox',
  started_at: '2026-11-30T10:00:00.000Z',
  state: 'listening',
  muted: false,
  speaking: false,
  people: [],
  last_turn: null,
};
const whose = { session_id: 's-1', user_id: 'ann', channel: 'websocket' } as const;
const told = (event: string, data: object = {}) =>
  ({ event, data: { ...whose, ...data }, seq: 1, at: session.started_at }) as LiveEvent;
const board = () => withAnswer(new Map(), [session], 0);
const after = (before: Board, ...events: LiveEvent[]) => withEvents(before, events, 20).get('s-1');

describe(withEvents.name, () => {
  it('shows what the agent does, who speaks, and how fast the last answer was', () => {
    const ben = { id: '7', name: 'Ben' };
    const row = after(
      board(),
      told('agent_state', { state: 'thinking' }),
      told('agent_muted', { muted: true }),
      told('speaker_started'),
      told('speaker_started', { speaker: ben }),
      told('speaker_stopped', { speaker: ben }),
      told('turn_complete', { latency: { voice_to_voice_ms: 700 } }),
    );
    expect(row?.session).toMatchObject({
      state: 'thinking',
      muted: true,
      speaking: true,
      people: [{ ...ben, speaking: false }],
      last_turn: { voice_to_voice_ms: 700 },
    });
  });

  it('shows words as they come, the newest of long ones', () => {
    const heard = told('partial_transcript', { turn_id: 't', text: 'Is any' });
    expect(after(board(), heard)?.words).toMatchObject({ by: 'person', text: 'Is any' });
    const chunk = (text: string, turn_id = 't') => told('ai_response_chunk', { turn_id, text });
    expect(after(board(), heard, chunk('Yes'), chunk(', it is.'))?.words).toMatchObject({
      by: 'agent',
      text: 'Yes, it is.',
    });
    expect(after(board(), chunk('Yes'), chunk('No', 'u'))?.words?.text).toBe('No');
    expect(after(board(), chunk('x'.repeat(900)), chunk('end'))?.words?.text).toMatch(/^….+end$/u);
  });

  it('shows an answer that is begun anew in the place of the one before', () => {
    const chunk = (text: string) => told('ai_response_chunk', { turn_id: 't', text });
    const start = (turn_id: string) => told('ai_response_start', { turn_id });
    expect(after(board(), chunk('Sure.'), start('t'), chunk('Of course.'))?.words?.text).toBe(
      'Of course.',
    );
    expect(after(board(), chunk('Sure.'), start('u'))?.words?.text).toBe('Sure.');
  });

  it('forgets who is gone, and passes over who is not known', () => {
    expect(after(board(), told('session_ended'))).toBeUndefined();
    const other = told('agent_state', { session_id: 's-2', state: 'speaking' });
    expect([...withEvents(board(), [other], 20).keys()]).toEqual(['s-1']);
  });
});

describe(withAnswer.name, () => {
  const thinking = () => withEvents(board(), [told('agent_state', { state: 'thinking' })], 20);

  it('does not undo what was told after it was asked for', () => {
    const renamed = { ...session, agent_name: 'Ada' };
    const row = withAnswer(thinking(), [renamed], 10).get('s-1');
    expect(row?.session).toMatchObject({ state: 'thinking', agent_name: 'Ada' });
  });

  it('is believed when it was asked for later, and leaves out who is gone', () => {
    expect(withAnswer(thinking(), [session], 30).get('s-1')?.session.state).toBe('listening');
    expect(withAnswer(thinking(), [], 30).size).toBe(0);
  });
});
