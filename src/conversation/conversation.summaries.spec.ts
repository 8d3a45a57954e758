import { randomUUID } from 'node:crypto';

import type { SessionSummaryEntity } from '@vox/database';
import { VirtualClock } from '@vox/testing';
import type { Repository } from 'typeorm';

import { ConversationBench, words } from '../../test/support/conversation-bench';
import { BUILT_IN_AGENT } from './agent-config';
import { DatabaseGate } from './database-gate';
import { HistorySummaries } from './history-summaries';

type Row = Pick<SessionSummaryEntity, 'content' | 'lastTurnId'>;

describe('a session with a summary', () => {
  const id = randomUUID();
  let row: Row | null;
  let asked: number;
  let isDown: boolean;
  let summaries: HistorySummaries;
  let bench: ConversationBench;

  beforeEach(async () => {
    [row, asked, isDown] = [{ content: 'Ann likes tea.', lastTurnId: 't3' }, 0, false];
    const findOneBy = () => {
      asked += 1;
      const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
      return isDown ? Promise.reject(refused) : Promise.resolve(row);
    };
    const rows = { findOneBy } as unknown as Repository<SessionSummaryEntity>;
    summaries = new HistorySummaries(rows, new DatabaseGate(new VirtualClock()));
    bench = new ConversationBench({ maxMessages: 8, summaries });
    await bench.begin(id);
  });

  const say = async (...turns: string[]) => {
    for (const turn of turns) await bench.service.addMessage(id, words(turn, `said ${turn}`));
  };

  it('gives its model the summary and what was said since', async () => {
    await say('t1', 't2', 't3', 't4', 't5');
    expect(await bench.contents(id)).toEqual([
      `${BUILT_IN_AGENT.systemPrompt}\n\nWhat was said in this conversation before, in short:\nAnn likes tea.`,
      'said t4',
      'said t5',
    ]);
    await bench.contents(id);
    expect(asked).toBe(1);
  });

  it('is asked for its summary when it is long only', async () => {
    await say('t1', 't2', 't3');
    expect(await bench.contents(id)).toHaveLength(4);
    expect(asked).toBe(0);
  });

  it('is cut as it would be without one while the database does not answer', async () => {
    isDown = true;
    await say('t1', 't2', 't3', 't4', 't5');
    expect(await bench.contents(id, 2)).toEqual([
      BUILT_IN_AGENT.systemPrompt,
      'said t4',
      'said t5',
    ]);
  });

  it('has none any more once some of its words were deleted', async () => {
    await say('t1', 't2', 't3', 't4', 't5');
    await bench.contents(id);
    await bench.service.forgetSessions([id]);
    await say('u1', 'u2', 'u3', 'u4');
    expect((await bench.contents(id))[0]).toBe(BUILT_IN_AGENT.systemPrompt);
  });

  it('has the one that was just written', async () => {
    await say('t1', 't2', 't3', 't4', 't5');
    await bench.contents(id);
    summaries.set(id, { content: 'And cake.', lastTurnId: 't4' });
    expect((await bench.contents(id)).slice(1)).toEqual(['said t5']);
  });
});
