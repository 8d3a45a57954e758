import { idsIn, toJobView } from './job-view';

const id = '0b8c8c4e-7c51-4b0e-8a1a-0d7a4d1c2b3a';
const other = '3f0a6a3e-2f0b-4d7e-9a52-6f1f7ad0c9e1';

describe('a job as operators see it', () => {
  it('tells whose it is by ids, and none of its words', () => {
    const data = {
      turnId: other,
      session: { id, userId: 'ann', userName: 'PLUMTREE' },
      userText: 'PLUMTREE',
      speakerIds: ['7'],
      startedAtMs: 1,
    };
    const view = toJobView(
      {
        id: 'record-turn-1',
        name: 'conversation.record-turn',
        data,
        opts: { attempts: 10 },
        attemptsMade: 2,
        timestamp: 1000,
        finishedOn: 2000,
        failedReason: 'invalid input syntax for type uuid: "PLUMTREE"',
      },
      'conversation',
      'failed',
    );
    expect(view).toMatchObject({
      about: { turnId: other, 'session.id': id },
      reason: 'invalid input syntax for type uuid: "…"',
      attemptsMade: 2,
      attempts: 10,
      finishedAtMs: 2000,
    });
    expect(JSON.stringify(view)).not.toContain('PLUMTREE');
  });

  it.each([[undefined], [null], ['words'], [[id]], [{ a: { b: { c: { d: id } } } }]])(
    'tells nothing of a payload that is none: %j',
    (payload) => {
      expect(idsIn(payload)).toEqual({});
    },
  );
});
