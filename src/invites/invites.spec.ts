import { VirtualClock } from '@vox/testing';

import { parseConfig } from '../config';
import { Invites } from './invites';

const SESSION = 'f3b9f0f2-7c7b-4d69-9b71-2f6f8b8c1f10';
const CY = { id: 'guest-1', name: 'Cy Ñandú' };

const withKey = (clock: VirtualClock, key = 'a secret that is long') =>
  new Invites(parseConfig({ VOXBRIDGE_API_KEY: key }), clock);

describe(Invites.name, () => {
  it('reads what it made, also after a restart with the same API key', () => {
    const clock = new VirtualClock();
    const { token, expiresAtMs } = withKey(clock).create(SESSION, CY, 60_000);
    expect(expiresAtMs).toBe(clock.wallMs() + 60_000);
    expect(withKey(clock).read(token)).toEqual({ sessionId: SESSION, guest: CY, expiresAtMs });
  });

  it('does not read what has expired', async () => {
    const clock = new VirtualClock();
    const invites = withKey(clock);
    const { token } = invites.create(SESSION, CY, 60_000);
    await clock.advance(59_999);
    expect(invites.read(token)).toBeDefined();
    await clock.advance(1);
    expect(invites.read(token)).toBeUndefined();
  });

  it('does not read what was made with another key, or by another process without one', () => {
    const clock = new VirtualClock();
    const { token } = withKey(clock).create(SESSION, CY);
    expect(withKey(clock, 'another one, as long').read(token)).toBeUndefined();
    const keyless = () => new Invites(parseConfig({}), clock);
    expect(keyless().read(keyless().create(SESSION, CY).token)).toBeUndefined();
  });

  it('does not read what was changed', () => {
    const invites = withKey(new VirtualClock());
    const { token } = invites.create(SESSION, CY);
    const [body = '', signature = ''] = token.split('.');
    const claims = JSON.stringify([SESSION, 'admin', 'Admin', 9e15]);
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
});
