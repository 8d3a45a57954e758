import type { JobQueue } from '@vox/jobs';
import { VirtualClock } from '@vox/testing';
import type { AgentConfig } from '@vox/voice-core';

import { SpendingBench } from '../../test/support/spending-bench';
import type { ConversationService } from '../conversation';
import { type AskedBehind, SessionAccounts } from './session-accounts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const agent: AgentConfig = { id: 'a', name: 'Vox', systemPrompt: '', llm: {}, tts: {} };
const title = { name: 'conversation.summarise-title', sessionId: 's' } as const;

type Added = readonly [string, object, { readonly jobId: string; readonly delayMs: number }];

function bench(caps: Record<string, string>) {
  const clock = new VirtualClock();
  const spending = new SpendingBench(clock, caps);
  const added: Added[] = [];
  const queue = { add: (...job: Added) => Promise.resolve(void added.push(job)) };
  const session = { sessionId: 's', userId: 'ann', ownerId: null };
  const accounts = new SessionAccounts(
    { findSession: () => Promise.resolve(session) } as unknown as ConversationService,
    queue as unknown as JobQueue,
    clock,
    spending.limits,
  );
  spending.limits.add(session, { usd: 0, tokens: 10, minutes: 0 });
  const ask = (asked: AskedBehind) => accounts.on(asked, agent, () => Promise.resolve('done'));
  return { clock, ask, added };
}

const tomorrow = (clock: VirtualClock) =>
  new Date(clock.wallMs() - (clock.wallMs() % DAY_MS) + DAY_MS);

describe(SessionAccounts.name, () => {
  it('asks at once, and once, while there is something to spend', async () => {
    const { ask, added } = bench({ CAP_USER_TOKENS: '11' });
    expect(await ask(title)).toBe('done');
    expect(added).toEqual([]);
  });

  it.each(['CAP_USER_TOKENS', 'CAP_DAY_TOKENS'])(
    'asks anew when the day of %s is over, whoever asks meanwhile',
    async (cap) => {
      const { clock, ask, added } = bench({ [cap]: '10' });
      expect([await ask(title), await ask(title)]).toEqual([undefined, undefined]);
      const day = tomorrow(clock).toISOString().slice(0, 10);
      // The queue takes an id once.
      const ids = new Set(added.map(([, , { jobId }]) => jobId));
      expect([...ids]).toEqual([`conversation.summarise-title-s-${day}`]);
      const [name, payload, { delayMs }] = added[0] as Added;
      expect([name, payload]).toEqual([title.name, { sessionId: 's', postponed: 1 }]);
      const early = tomorrow(clock).getTime() - clock.wallMs();
      expect(delayMs).toBeGreaterThan(early);
      expect(delayMs).toBeLessThan(early + 2 * HOUR_MS);
      await clock.advance(delayMs);
      expect(await ask({ ...title, postponed: 1 })).toBe('done');
    },
  );

  it('asks for facts anew as well', async () => {
    const { ask, added } = bench({ CAP_USER_TOKENS: '10' });
    await ask({ name: 'conversation.propose-memories', sessionId: 's' });
    expect(added).toMatchObject([
      [
        'conversation.propose-memories',
        {},
        { jobId: expect.stringMatching(/^conversation\.propose-memories-s-/u) as string },
      ],
    ]);
  });

  it.each([
    ['the limit is of the session', { CAP_SESSION_TOKENS: '10', CAP_DAY_TOKENS: '10' }, title],
    ['a week has passed', { CAP_DAY_TOKENS: '10' }, { ...title, postponed: 7 }],
    ['the next turn asks', { CAP_DAY_TOKENS: '10' }, { sessionId: 's' }],
  ])('asks nobody and nothing anew where %s', async (_where, caps, asked: AskedBehind) => {
    const { ask, added } = bench(caps);
    expect(await ask(asked)).toBeUndefined();
    expect(added).toEqual([]);
  });
});
