import { Logger } from '@nestjs/common';
import { VirtualClock } from '@vox/testing';

import type { Identities } from './identities';
import { type Identity, serverIdentity } from './identity';
import { IdentityCache, UncheckedKeyError } from './identity-cache';
import { WatchedIdentities } from './watched-identities';

beforeAll(() => Logger.overrideLogger(false));

const named = (actor: string): Identity => ({ ...serverIdentity('server key'), actor });

function bench(now: (identity: Identity) => Promise<Identity | undefined>) {
  const cache = new IdentityCache(new VirtualClock());
  const watched = new WatchedIdentities({ now } as Identities, cache);
  const told: string[] = [];
  const watch = (actor: string) =>
    watched.watch(named(actor), {
      onGone: () => told.push(`${actor} is gone`),
      onChecked: () => told.push(`${actor} stays`),
    });
  return { watched, watch, told };
}

describe(WatchedIdentities, () => {
  it.each([
    ['refuses what it is asked', Object.assign(new Error('x'), { code: '28P01' })],
    ['does not answer', new UncheckedKeyError()],
    ['says something that nobody foresaw', new TypeError('x is undefined')],
  ])('asks about the next where the database %s of one, who stays', async (_what, error) => {
    const { watched, watch, told } = bench((identity) =>
      identity.actor === 'Ann' ? Promise.reject(error) : Promise.resolve(undefined),
    );
    for (const actor of ['Ann', 'Bob']) watch(actor);
    await watched.check();
    expect(told).toEqual(['Bob is gone']);
  });

  it('tells each that is still there that it was looked at, and nobody who has left', async () => {
    const { watched, watch, told } = bench((identity) => Promise.resolve(identity));
    watch('Ann');
    watch('Bob')();
    await watched.check();
    expect(told).toEqual(['Ann stays']);
  });

  it('checks once more what became due while it checked, and not more often', async () => {
    const answers: (() => void)[] = [];
    const { watched, watch, told } = bench(
      (identity) => new Promise((resolve) => answers.push(() => resolve(identity))),
    );
    watch('Ann');
    const checked = watched.check();
    for (let time = 0; time < 3; time++) void watched.check();
    expect(answers).toHaveLength(1);
    answers[0]?.();
    await new Promise(setImmediate);
    answers[1]?.();
    await checked;
    expect(told).toEqual(['Ann stays', 'Ann stays']);
    expect(answers).toHaveLength(2);
  });
});
