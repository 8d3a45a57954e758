import { randomBytes } from 'node:crypto';

import { VirtualClock } from '@vox/testing';

import { MemoryInviteBook, memoryInvites } from '../../test/support/memory-invites';
import { SecretBox } from '../secrets';
import { Invites } from './invites';

const SESSION = '6f1f64d2-53a5-4b5a-9f7c-0d4f4f6f2a11';
const CY = { id: 'guest-1', name: 'Cy' };
const KEY = randomBytes(32);

describe(Invites.name, () => {
  it('reads what it made, also after a restart', async () => {
    const clock = new VirtualClock();
    const { id, token, expiresAtMs } = await memoryInvites(clock, KEY).create(SESSION, CY, 60_000);
    expect(expiresAtMs).toBe(clock.wallMs() + 60_000);
    const restarted = memoryInvites(clock, KEY);
    await restarted.onModuleInit();
    expect(restarted.read(token)).toEqual({ id, sessionId: SESSION, guest: CY, expiresAtMs });
  });

  it('does not read what has expired', async () => {
    const clock = new VirtualClock();
    const invites = memoryInvites(clock);
    const { token } = await invites.create(SESSION, CY, 60_000);
    await clock.advance(59_999);
    expect(invites.read(token)).toBeDefined();
    await clock.advance(1);
    expect(invites.read(token)).toBeUndefined();
  });

  it.each([
    ['is 45 s ahead', 45_000, 15_000],
    ['is 45 s behind', -45_000, 105_000],
  ])('ends by the clock of the server that reads it, which %s', async (_how, aheadMs, leftMs) => {
    const [made, read] = [new VirtualClock(), new VirtualClock()];
    await made.advance(Math.max(0, -aheadMs));
    await read.advance(Math.max(0, aheadMs));
    const { token } = await memoryInvites(made, KEY).create(SESSION, CY, 60_000);
    const reader = memoryInvites(read, KEY);
    await reader.onModuleInit();
    await read.advance(leftMs - 1);
    expect(reader.read(token)).toBeDefined();
    await read.advance(1);
    expect(reader.read(token)).toBeUndefined();
  });

  it('does not read what was made with another key, nor anything before there is one', async () => {
    const clock = new VirtualClock();
    const { token } = await memoryInvites(clock, KEY).create(SESSION, CY);
    const other = memoryInvites(clock);
    await other.onModuleInit();
    expect(other.read(token)).toBeUndefined();
    const find = () => Promise.resolve(undefined);
    const keyless = new Invites(
      new MemoryInviteBook(),
      new SecretBox({ find, findOrMake: () => Promise.resolve(KEY) }),
      clock,
    );
    await keyless.onModuleInit();
    expect(keyless.read(token)).toBeUndefined();
    await keyless.create(SESSION, CY);
    expect(keyless.read(token)).toBeDefined();
  });

  it('reads what a previous key has signed, and signs with the present one', async () => {
    const clock = new VirtualClock();
    const { token } = await memoryInvites(clock, KEY).create(SESSION, CY);
    const key = randomBytes(32);
    const give = () => Promise.resolve(key);
    const secrets = new SecretBox({ find: give, findOrMake: give }, [KEY]);
    const successor = new Invites(new MemoryInviteBook(), secrets, clock);
    await successor.onModuleInit();
    expect(successor.read(token)).toMatchObject({ guest: CY });
    const { token: newer } = await successor.create(SESSION, CY);
    const former = memoryInvites(clock, KEY);
    await former.onModuleInit();
    expect(former.read(newer)).toBeUndefined();
  });

  it('does not read what was changed', async () => {
    const invites = memoryInvites(new VirtualClock());
    const { id, token } = await invites.create(SESSION, CY);
    const [body = '', signature = ''] = token.split('.');
    const claims = JSON.stringify([id, SESSION, 'admin', 'Admin', 9e15]);
    const forged = Buffer.from(claims).toString('base64url');
    for (const wrong of [
      `${forged}.${signature}`,
      `${body}.${signature.slice(1)}`,
      `${body}.`,
      body,
      '',
      `${token}.x`,
      'x'.repeat(10_000),
    ]) {
      expect(invites.read(wrong)).toBeUndefined();
    }
  });

  it('is used as often as it says, and no more once it is taken back', async () => {
    const invites = memoryInvites(new VirtualClock());
    const once = await invites.create(SESSION, CY, 60_000, 1);
    await invites.use(once);
    await expect(invites.use(once)).rejects.toMatchObject({ field: 'invite' });
    const open = await invites.create(SESSION, CY);
    for (let index = 0; index < 5; index++) await invites.use(open);
    const left: string[] = [];
    const stopWatching = invites.onRevoked(open, () => left.push('the other'));
    invites.onRevoked(open, () => left.push('one'));
    stopWatching();
    expect(await invites.revoke(SESSION, open.id)).toBe(true);
    expect(left).toEqual(['one']);
    expect(await invites.revoke(SESSION, open.id)).toBe(false);
    await expect(invites.use(open)).rejects.toMatchObject({ field: 'invite' });
  });

  it('tells who came in with it when it was taken back while they did', async () => {
    const clock = new VirtualClock();
    const invites = memoryInvites(clock);
    const [taken, kept, over] = [
      await invites.create(SESSION, CY),
      await invites.create(SESSION, CY),
      await invites.create(SESSION, CY, 1000),
    ];
    for (const invite of [taken, kept, over]) await invites.use(invite);
    await invites.revoke(SESSION, taken.id);
    await clock.advance(1000);
    await invites.revoke(SESSION, over.id);
    const left: string[] = [];
    for (const [name, invite] of Object.entries({ taken, kept, over })) {
      invites.onRevoked(invite, () => left.push(name));
    }
    await new Promise(setImmediate);
    // Whose invite has expired since stays.
    expect(left).toEqual(['taken']);
  });

  it('says that it cannot be checked while the database is away', async () => {
    class AwayBook extends MemoryInviteBook {
      override async use(): Promise<boolean> {
        throw Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
      }
    }
    const invites = memoryInvites(new VirtualClock(), KEY, new AwayBook());
    const invite = await invites.create(SESSION, CY);
    await expect(invites.use(invite)).rejects.toMatchObject({ name: 'CapacityError' });
  });
});
