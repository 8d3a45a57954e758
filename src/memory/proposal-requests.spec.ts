import type { JobQueue } from '@vox/jobs';

import { SessionChanges } from '../conversation';
import { ProposalRequests } from './proposal-requests';

describe(ProposalRequests.name, () => {
  it('asks once a conversation is over, a little later', () => {
    const changes = new SessionChanges();
    const jobs: unknown[] = [];
    const queue = { add: (...job: unknown[]) => Promise.resolve(void jobs.push(job)) };
    const requests = new ProposalRequests(changes, queue as unknown as JobQueue);
    requests.start();
    const tell = (type: 'started' | 'ended') =>
      changes.tell({
        type,
        sessionId: 's',
        ownerId: null,
        groupId: null,
        userId: 'ann',
        channel: 'webrtc',
        atMs: 7,
      });
    tell('started');
    expect(jobs).toEqual([]);
    tell('ended');
    const options = { jobId: 'memories-s-7', delayMs: 30_000 };
    expect(jobs).toEqual([['conversation.propose-memories', { sessionId: 's' }, options]]);
    requests.stop();
    tell('ended');
    expect(jobs).toHaveLength(1);
  });
});
