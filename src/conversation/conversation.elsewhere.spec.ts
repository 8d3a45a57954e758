import { randomUUID } from 'node:crypto';

import { Logger } from '@nestjs/common';

import { ConversationBench, words } from '../../test/support/conversation-bench';

describe('a session that comes back from another server', () => {
  let bench: ConversationBench;
  let id: string;

  /** What the context has behind the prompt. */
  const said = async () => (await bench.contents(id, 20)).slice(1);
  const hear = (turnId: string) => bench.service.addMessage(id, words(turnId, turnId));
  /** What is stored of it, whoever stored it. */
  const store = (...turnIds: string[]) => {
    bench.store.sessions.set(id, { sessionId: id, userId: 'ann', channel: 'webrtc' });
    bench.store.messages.set(
      id,
      turnIds.map((turnId) => words(turnId, turnId)),
    );
  };
  const use = (limits: ConstructorParameters<typeof ConversationBench>[0] = {}) => {
    bench = new ConversationBench(limits);
    id = randomUUID();
  };

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(() => use());

  it('has what was said in the order in which it is stored', async () => {
    const here = await bench.hold(id);
    await hear('first');
    await here.release();
    store('first', 'elsewhere');
    await bench.hold(id);
    expect(await said()).toEqual(['first', 'elsewhere']);
  });

  it('has what is not stored yet behind what is', async () => {
    const here = await bench.hold(id);
    await hear('first');
    await hear('on its way');
    await here.release();
    store('first', 'elsewhere');
    await bench.hold(id);
    expect(await said()).toEqual(['first', 'elsewhere', 'on its way']);
  });

  it('has what is not stored yet before what was said here after it', async () => {
    const here = await bench.hold(id);
    for (const turnId of ['first', 'on its way', 'faster']) await hear(turnId);
    await here.release();
    store('first', 'faster', 'elsewhere');
    await bench.hold(id);
    expect(await said()).toEqual(['first', 'on its way', 'faster', 'elsewhere']);
  });

  it('takes nothing for new that is stored further back than is read', async () => {
    use({ maxMessages: 3 });
    const here = await bench.hold(id);
    await hear('long ago');
    await here.release();
    store('long ago', 'a', 'b', 'c');
    await bench.hold(id);
    expect(await said()).toEqual(['a', 'b', 'c']);
  });

  it('keeps both sides of a turn in their order where one is read', async () => {
    use({ maxMessages: 3 });
    const here = await bench.hold(id);
    await hear('first');
    const answer = { turnId: 'first', role: 'assistant', content: 'answer' } as const;
    await bench.service.addMessage(id, answer);
    await here.release();
    bench.store.messages.set(id, [
      words('first', 'first'),
      answer,
      words('a', 'a'),
      words('b', 'b'),
    ]);
    await bench.hold(id);
    expect(await said()).toEqual(['answer', 'a', 'b']);
  });

  it('is read anew where it was only looked at here before', async () => {
    store('first');
    await bench.begin(id);
    expect(await said()).toEqual(['first']);
    store('first', 'elsewhere');
    await bench.hold(id);
    expect(await said()).toEqual(['first', 'elsewhere']);
  });

  it('is read anew where somebody was talking in it here all the time', async () => {
    await bench.hold(id);
    await hear('first');
    store('first', 'elsewhere');
    await bench.hold(id);
    expect(await said()).toEqual(['first', 'elsewhere']);
  });

  it('goes on with what is known of it while the database does not answer', async () => {
    store('first');
    await bench.begin(id);
    bench.store.state = 'down';
    const { info } = await bench.hold(id);
    expect(info.userId).toBe('ann');
    expect(await said()).toEqual(['first']);
  });
});
