import type { JobQueue } from '@vox/jobs';
import type { NewMessage } from '@vox/voice-core';

import { eventually } from '../../test/support/eventually';
import { parseConfig } from '../config';
import type { ConversationService, HistorySummary } from '../conversation';
import type { StoredTurn, StoredTurns } from '../persistence';
import { SummaryRequests } from './summary-requests';

async function asked(
  said: readonly string[],
  summary?: HistorySummary,
  environment: Record<string, string> = {},
): Promise<readonly unknown[]> {
  const listeners: ((turn: StoredTurn) => void)[] = [];
  const turns = { listen: (listener: (turn: StoredTurn) => void) => listeners.push(listener) };
  const jobs: unknown[] = [];
  const queue = { add: (...job: unknown[]) => Promise.resolve(void jobs.push(job)) };
  let reads = 0;
  const messages = said.map((content, index): NewMessage => {
    return { role: 'user', content, turnId: `t${index}` };
  });
  const history = () => Promise.resolve({ summary, said: messages }).finally(() => (reads += 1));
  const requests = new SummaryRequests(
    { history } as unknown as ConversationService,
    turns as unknown as StoredTurns,
    queue as unknown as JobQueue,
    parseConfig({ MAX_CONTEXT_MESSAGES: '20', ...environment }),
  );
  requests.start();
  for (const listener of listeners) listener({ sessionId: 's' } as StoredTurn);
  await eventually(
    () => Promise.resolve(reads),
    (count) => count === listeners.length,
  );
  return jobs;
}

const messages = (count: number, length = 5) =>
  Array.from({ length: count }, () => 'x'.repeat(length));

describe(SummaryRequests.name, () => {
  it('asks when almost as much was said as a model is given, once for each summary', async () => {
    const job = (jobId: string) => [
      'conversation.summarise-history',
      { sessionId: 's' },
      { jobId },
    ];
    expect(await asked(messages(14))).toEqual([]);
    expect(await asked(messages(15))).toEqual([job('summary-s-first')]);
    const summary = { content: '', lastTurnId: 't9' };
    expect(await asked(messages(16), summary)).toEqual([job('summary-s-t9')]);
    expect(await asked(messages(5, 9000))).toEqual([job('summary-s-first')]);
  });

  it('asks for none with SESSION_SUMMARIES=false', async () => {
    expect(await asked(messages(20), undefined, { SESSION_SUMMARIES: 'false' })).toEqual([]);
  });
});
