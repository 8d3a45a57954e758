import type { Message } from './sessions';
import { toLines } from './to-lines';

const message = (change: Partial<Message>): Message => ({
  id: '1',
  session_id: 'a-session',
  turn_id: 'a-turn',
  sequence: 1,
  role: 'user',
  content: 'Hello.',
  apology: null,
  interrupted: false,
  outcome: 'completed',
  speaker_ids: null,
  spoken_at: '2026-11-30T09:00:00.000Z',
  latency: {},
  providers: {},
  cursor: 'c',
  ...change,
});

describe(toLines.name, () => {
  it('gives each message the line that Talk showed when it was said', () => {
    const latency = { voice_to_voice_ms: 700 };
    const answer = message({
      id: '2',
      role: 'assistant',
      content: 'Hi.',
      latency,
      outcome: 'interrupted',
    });
    expect(toLines([message({}), answer])).toEqual([
      {
        speaker: 'user',
        key: 'stored-1',
        turnId: 'a-turn',
        text: 'Hello.',
        isFinal: true,
        isTyped: false,
        by: null,
      },
      {
        speaker: 'agent',
        key: 'agent-a-turn',
        turnId: 'a-turn',
        text: 'Hi.',
        isAudible: false,
        outcome: 'interrupted',
        latency,
        agent: null,
      },
    ]);
  });
});
