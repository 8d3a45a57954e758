import { VirtualClock } from '@vox/testing';

import { CallbackReplies } from './callback-replies';

const text = 'Here I am.';

describe(CallbackReplies.name, () => {
  let clock: VirtualClock;
  let replies: CallbackReplies;
  beforeEach(() => {
    clock = new VirtualClock();
    replies = new CallbackReplies(clock);
  });
  const deliver = (turnId?: string, session = 's') =>
    replies.deliver(session, { text, ...(turnId === undefined ? {} : { turnId }) });

  it('hands a reply over, once', async () => {
    const run = replies.expect('s', 'A');
    expect(run.turnId).toBe('A');
    expect(run.hasArrived).toBe(false);
    expect(deliver('A')).toBe('taken');
    expect(run.hasArrived).toBe(true);
    expect((await run.delivered).text).toBe(text);
    expect(deliver('A')).toBe('nobody-waits');
    run.close('owed');
    expect(deliver('A')).toBe('nobody-waits');
    expect(deliver()).toBe('nobody-waits');
  });

  it('takes one that names no turn while one turn waits', () => {
    replies.expect('other', 'X');
    replies.expect('s', 'A');
    expect(deliver()).toBe('taken');
    expect(deliver(undefined, 'nobody')).toBe('nobody-waits');
  });

  it('refuses a reply for another turn', () => {
    replies.expect('s', 'A').close('owed');
    const other = replies.expect('s', 'B');
    expect(deliver('A')).toBe('other-turn');
    expect(deliver('never asked')).toBe('other-turn');
    expect(other.hasArrived).toBe(false);
    expect(deliver('B')).toBe('taken');
  });

  it("never takes an interrupted turn's reply for the next one's", () => {
    replies.expect('s', 'A').close('owed');
    const next = replies.expect('s', 'B');
    // A's, or B's: nobody knows, nor what the one after it is.
    expect(deliver()).toBe('ambiguous');
    expect(deliver()).toBe('ambiguous');
    expect(next.hasArrived).toBe(false);
    expect(deliver('B')).toBe('taken');
  });

  it('takes replies without a name again once every earlier run has called', () => {
    replies.expect('s', 'A').close('owed');
    expect(deliver()).toBe('nobody-waits');
    replies.expect('s', 'B');
    expect(deliver()).toBe('taken');
  });

  it('counts the calls whose turn is not known', () => {
    replies.expect('s', 'A').close('owed');
    const next = replies.expect('s', 'B');
    expect(deliver()).toBe('ambiguous');
    next.close('owed');
    replies.expect('s', 'C').close('answered');
    // Of A and B one has called.
    replies.expect('s', 'D');
    expect(deliver()).toBe('ambiguous');
  });

  it('lets a named late reply settle what was owed', () => {
    replies.expect('s', 'A').close('owed');
    replies.expect('s', 'B');
    expect(deliver('A')).toBe('other-turn');
    expect(deliver()).toBe('taken');
  });

  it('takes a run that has not called for ten minutes for one that never will', async () => {
    replies.expect('s', 'A').close('owed');
    await clock.advance(600_000);
    replies.expect('s', 'B');
    expect(deliver()).toBe('taken');
  });

  it.each(['answered', 'not-run'] as const)('expects nothing of a run that is %s', (end) => {
    replies.expect('s', 'A').close(end);
    replies.expect('s', 'B');
    expect(deliver()).toBe('taken');
  });

  it('refuses what comes beside the answer to the request', () => {
    const run = replies.expect('s', 'A');
    run.answering();
    expect(deliver('A')).toBe('answered');
    expect(deliver()).toBe('answered');
    expect(run.hasArrived).toBe(false);
  });

  it('tells askings of one turn apart, for which more was said in between', () => {
    replies.expect('s', 'A').close('owed');
    const again = replies.expect('s', 'A');
    expect(again.turnId).toBe('A.2');
    expect(deliver('A')).toBe('other-turn');
    expect(deliver('A.2')).toBe('taken');
    again.close('answered');
    expect(replies.expect('s', 'A').turnId).toBe('A.3');
  });

  it('keeps the name of a turn whose first request reached nobody', () => {
    replies.expect('s', 'A').close('not-run');
    expect(replies.expect('s', 'A').turnId).toBe('A');
  });

  it('refuses one without a name while several turns wait', () => {
    replies.expect('s', 'A');
    replies.expect('s', 'B');
    expect(deliver()).toBe('ambiguous');
    expect(deliver('B')).toBe('taken');
  });
});
