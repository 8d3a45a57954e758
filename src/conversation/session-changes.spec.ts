import { randomUUID } from 'node:crypto';

import { ConversationBench } from '../../test/support/conversation-bench';
import type { SessionChange } from './session-changes';

describe('Changes of sessions', () => {
  it('are told when the first one comes and when the last one leaves', async () => {
    const bench = new ConversationBench();
    const told: SessionChange[] = [];
    const end = bench.changes.listen((change) => told.push(change));
    const id = randomUUID();
    const page = await bench.hold(id, { userName: 'Ann' });
    const rejoined = await bench.hold(id);
    await page.release();
    await page.release();
    expect(told).toMatchObject([
      { type: 'started', sessionId: id, userId: 'ann', userName: 'Ann', channel: 'webrtc' },
    ]);
    await rejoined.release();
    expect(told.slice(1)).toMatchObject([{ type: 'ended', sessionId: id, userId: 'ann' }]);
    end();
    await bench.hold(randomUUID());
    expect(told).toHaveLength(2);
  });
});
