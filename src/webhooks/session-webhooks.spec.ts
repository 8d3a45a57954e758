import type { WebhookFanOut, WebhookOccasion } from '@vox/jobs';
import { VirtualClock } from '@vox/testing';

import { SessionChanges } from '../conversation';
import { SessionWebhooks } from './session-webhooks';

const CHANGES = 100;
/** What the database takes for one. */
const TELL_MS = 1000;

function started() {
  const clock = new VirtualClock();
  const changes = new SessionChanges();
  const told: string[] = [];
  const fanOut = {
    tell: async ({ sessionId }: WebhookOccasion) => {
      await clock.sleepUntil(clock.nowMs() + TELL_MS);
      told.push(sessionId);
    },
  } as WebhookFanOut;
  const webhooks = new SessionWebhooks(changes, fanOut, clock);
  webhooks.start();
  const tell = (count: number) => {
    for (let n = 0; n < count; n++) {
      changes.tell({
        type: 'started',
        sessionId: `s-${n}`,
        ownerId: null,
        groupId: null,
        userId: 'ann',
        channel: 'websocket',
        atMs: clock.wallMs(),
      });
    }
  };
  return { clock, told, webhooks, tell };
}

describe(SessionWebhooks, () => {
  it('tells what waits in the order in which it happened', async () => {
    const { clock, told, tell } = started();
    tell(3);
    await clock.advance(3 * TELL_MS);
    expect(told).toEqual(['s-0', 's-1', 's-2']);
  });

  it('holds up the end of a server for a few seconds at most, however much waits', async () => {
    const { clock, told, webhooks, tell } = started();
    tell(CHANGES);
    let isStopped = false;
    const stopping = webhooks.stop().then(() => (isStopped = true));
    await clock.advance(4 * TELL_MS);
    expect(isStopped).toBe(false);
    await clock.advance(2 * TELL_MS);
    await stopping;
    expect(told).toEqual(['s-0', 's-1', 's-2', 's-3', 's-4']);
    expect(clock.sleepers).toBe(0);
  });
});
