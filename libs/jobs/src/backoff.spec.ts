import { backoffMs } from './backoff';
import { retriesOf } from './job-catalogue';

describe('backoffMs', () => {
  it('doubles from half a second and stays at a minute', () => {
    const delays = [1, 2, 3, 8, 9, 5000].map((attempts) => backoffMs(attempts, () => 1));
    expect(delays).toEqual([500, 1000, 2000, 60_000, 60_000, 60_000]);
  });

  it('is as the catalogue says for a job that says otherwise: a webhook is tried for an hour and a half', () => {
    const retries = retriesOf('webhook.deliver');
    expect(retries?.attempts).toBe(8);
    const delays = [1, 2, 3, 4, 5, 6, 7].map((made) => backoffMs(made, () => 1, retries) / 1000);
    expect(delays).toEqual([5, 15, 45, 135, 405, 1215, 3600]);
    expect(retriesOf('conversation.record-turn')).toBeUndefined();
  });

  it('spreads retries over the last quarter of the delay', () => {
    expect(backoffMs(3, () => 0)).toBe(1500);
  });
});
