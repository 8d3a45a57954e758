import { VirtualClock } from '@vox/testing';

import type { ConversationService } from '../conversation';
import type { Memories } from './memories';
import type { Person, Rememberer } from './rememberer';
import { StoredRecollections } from './stored-recollections';

const ASKER = {
  redact: ['phone'],
  billing: { purpose: 'memory', sessionId: 's', userId: 'ann', ownerId: 'u', agentId: 'a' },
};

const ANN: Person = { userId: 'u', person: 'ann' };

function bench(facts: readonly string[], person: Person | 'nobody' | 'stuck' | 'down' = ANN) {
  const clock = new VirtualClock();
  const of = () => {
    if (person === 'stuck') return new Promise(() => undefined);
    if (person === 'down') return Promise.reject(new Error('refused'));
    return Promise.resolve(person === 'nobody' ? undefined : person);
  };
  const asked: unknown[] = [];
  const fitting = (...given: unknown[]) => Promise.resolve(facts).finally(() => asked.push(given));
  const rememberer = { of } as unknown as Rememberer;
  const memories = { fitting } as unknown as Memories;
  const agent = { id: 'a', llm: { redact: ['phone'] } };
  const findSession = (sessionId: string) =>
    Promise.resolve({ sessionId, userId: 'ann', ownerId: 'u', agent });
  const conversations = { findSession } as unknown as ConversationService;
  const recollections = new StoredRecollections(rememberer, memories, conversations, clock);
  return { clock, asked, recollections };
}

describe(StoredRecollections.name, () => {
  it('gives the facts that fit what is said, the most fitting first', async () => {
    const { recollections, asked, clock } = bench(['Likes tea.', 'Has a dog.']);
    expect(await recollections.of('s', 'Tea?')).toEqual(['Likes tea.', 'Has a dog.']);
    expect(asked).toEqual([[ANN, 'Tea?', 30, ASKER]]);
    expect(clock.sleepers).toBe(0);
  });

  it('gives as many as fit into its budget', async () => {
    const { recollections } = bench(Array.from({ length: 30 }, () => 'x'.repeat(400)));
    expect(await recollections.of('s', '')).toHaveLength(5);
  });

  it.each(['nobody', 'down'] as const)('gives none of nobody (%s)', async (person) => {
    expect(await bench(['Likes tea.'], person).recollections.of('s', 'Tea?')).toEqual([]);
  });

  it('keeps no answer waiting for longer than 200 ms', async () => {
    const { recollections, clock } = bench([], 'stuck');
    let isOver = false;
    const recalling = recollections.of('s', 'Tea?').finally(() => (isOver = true));
    await clock.advance(199);
    expect(isOver).toBe(false);
    await clock.advance(1);
    expect(await recalling).toEqual([]);
  });
});
