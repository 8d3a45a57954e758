import { ProviderError } from '@vox/voice-core';

import { firstThatAnswers } from './fallback';

const failure = new ProviderError('down', { kind: 'llm', provider: 'a', category: 'server' });
const giving = (name: string, items: readonly string[], fails?: Error) => ({
  name,
  open: async function* () {
    yield* items;
    if (fails !== undefined) throw fails;
  },
});

describe(firstThatAnswers.name, () => {
  it('gives what the first one that works gives, and says who it is', async () => {
    const told: string[] = [];
    const stream = firstThatAnswers([giving('a', [], failure), giving('b', ['1', '2'])], {
      onFallback: (from, to, { category }) => told.push(`${from} > ${to}: ${category}`),
      onChosen: (name) => told.push(name),
    });
    expect(await Array.fromAsync(stream)).toEqual(['1', '2']);
    expect(told).toEqual(['a > b: server', 'b']);
  });

  it('does not go on to another one once something was given', async () => {
    const stream = firstThatAnswers([giving('a', ['1'], failure), giving('b', ['2'])]);
    expect((await stream.next()).value).toBe('1');
    await expect(stream.next()).rejects.toBe(failure);
  });

  it('throws the failure of the last one', async () => {
    const last = new ProviderError('too', { kind: 'llm', provider: 'b', category: 'quota' });
    const stream = firstThatAnswers([giving('a', [], failure), giving('b', [], last)]);
    await expect(stream.next()).rejects.toBe(last);
  });

  it('does not hide a bug behind a fallback', async () => {
    const stream = firstThatAnswers([giving('a', [], new TypeError('bug')), giving('b', ['1'])]);
    await expect(stream.next()).rejects.toThrow('bug');
  });

  it('takes an end without items for an answer', async () => {
    const stream = firstThatAnswers([giving('a', []), giving('b', ['1'])]);
    expect(await Array.fromAsync(stream)).toEqual([]);
  });

  it('passes over who may not be asked any more by then, and tells of the failure before', async () => {
    const told: string[] = [];
    let mayAct = true;
    const acting = { isEligible: () => mayAct };
    const first = { ...giving('a', [], failure), ...acting };
    const passedOver = { ...giving('b', ['1']), ...acting };
    const onFallback = (from: string, to: string) => {
      told.push(`${from} > ${to}`);
    };
    const fail = { ...first, open: () => ((mayAct = false), first.open()) };
    const stream = firstThatAnswers([fail, passedOver, giving('c', ['2'])], { onFallback });
    expect(await Array.fromAsync(stream)).toEqual(['2']);
    expect(told).toEqual(['a > c']);
    mayAct = true;
    await expect(firstThatAnswers([fail, passedOver]).next()).rejects.toBe(failure);
  });
});
