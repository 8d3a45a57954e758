import type { MessageRow } from './predecessor-rows';
import { TurnAssembler } from './turns';

const [A, B] = ['3f2c1e70-0000-4000-8000-00000000000a', '3f2c1e70-0000-4000-8000-00000000000b'];
const at = (second: number) => new Date(Date.UTC(2025, 10, 1, 12, 0, second));

let nextId = 1;
const row = (session_id: string, role: string, content: string, second?: number): MessageRow => ({
  id: nextId++,
  session_id,
  role,
  content,
  timestamp: second === undefined ? null : at(second),
});

function turnsOf(...rows: MessageRow[]) {
  const assembler = new TurnAssembler(() => at(0));
  return [...rows.flatMap((one) => [...assembler.add(one)]), ...assembler.end()];
}

describe(TurnAssembler.name, () => {
  beforeEach(() => (nextId = 1));

  it('joins a question with the answer after it', () => {
    expect(turnsOf(row(A, 'user', 'Hi?', 1), row(A, 'assistant', 'Hello.', 3))).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-/u),
        sessionId: A,
        startedAt: at(1),
        endedAt: at(3),
        user: { content: 'Hi?', at: at(1) },
        assistant: { content: 'Hello.', at: at(3) },
      },
    ]);
  });

  it('keeps what has no counterpart, in its order', () => {
    const turns = turnsOf(
      row(A, 'assistant', 'greeting', 1),
      row(A, 'user', 'first', 2),
      row(A, 'user', 'second', 3),
      row(A, 'assistant', 'answer', 4),
      row(A, 'assistant', 'more', 5),
      row(A, 'user', 'last', 6),
    );
    expect(turns.map(({ user, assistant }) => [user?.content, assistant?.content])).toEqual([
      [undefined, 'greeting'],
      ['first', undefined],
      ['second', 'answer'],
      [undefined, 'more'],
      ['last', undefined],
    ]);
  });

  it('never answers a question of another session', () => {
    const turns = turnsOf(row(A, 'user', 'mine', 1), row(B, 'assistant', 'yours', 2));
    expect(turns.map(({ sessionId }) => sessionId)).toEqual([A, B]);
    expect(turns[0]?.assistant).toBeUndefined();
  });

  it('gives the same turn the same id, with its answer or without, and each another one', () => {
    const question = row(A, 'user', 'Hi?', 1);
    const [alone] = turnsOf(question);
    const [answered, other] = turnsOf(
      question,
      row(A, 'assistant', 'x', 2),
      row(A, 'user', 'y', 3),
    );
    expect(alone?.id).toBe(answered?.id);
    expect(other?.id).not.toBe(answered?.id);
  });

  it('goes by the order of the rows where a time is missing or runs backwards', () => {
    const turns = turnsOf(row(A, 'user', 'a'), row(A, 'user', 'b', 9), row(A, 'user', 'c', 4));
    expect(turns.map(({ startedAt }) => startedAt)).toEqual([at(0), at(9), at(9)]);
  });
});
