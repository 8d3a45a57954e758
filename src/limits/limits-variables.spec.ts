import type { IncomingMessage } from 'node:http';

import { VirtualClock } from '@vox/testing';

import { parseConfig } from '../config';
import { Limits } from './limits';

const limitsUnder = (environment: Record<string, string>) =>
  new Limits(parseConfig(environment), new VirtualClock());

/** How often something may be done at once, in the end only as fast as the minute lasts. */
async function perMinute(environment: Record<string, string>, kind: 'requests' | 'sessionStarts') {
  const clock = new VirtualClock();
  const limit = new Limits(parseConfig(environment), clock)[kind];
  while (limit.take('a'));
  await clock.advance(30_000);
  let taken = 0;
  while (limit.take('a')) taken++;
  return taken * 2;
}

it.each([60, 240])('REQUESTS_PER_MINUTE=%i', async (count) => {
  expect(await perMinute({ REQUESTS_PER_MINUTE: String(count) }, 'requests')).toBe(count);
});

it.each([60, 240])('SESSION_STARTS_PER_MINUTE=%i', async (count) => {
  expect(await perMinute({ SESSION_STARTS_PER_MINUTE: String(count) }, 'sessionStarts')).toBe(
    count,
  );
});

it('MAX_SOCKETS_PER_ADDRESS, else twice MAX_SESSIONS', () => {
  expect(limitsUnder({ MAX_SOCKETS_PER_ADDRESS: '7' }).maxSocketsPerAddress).toBe(7);
  expect(limitsUnder({ MAX_SESSIONS: '9' }).maxSocketsPerAddress).toBe(18);
});

it('TRUSTED_PROXIES are believed about who a client is', () => {
  const socket = { remoteAddress: '10.1.2.3' };
  const headers = { 'x-forwarded-for': '192.0.2.7' };
  const request = { headers, socket, connection: socket } as unknown as IncomingMessage;
  expect(limitsUnder({}).addressOf(request)).toBe('10.1.2.3');
  expect(limitsUnder({ TRUSTED_PROXIES: '10.0.0.0/8' }).addressOf(request)).toBe('192.0.2.7');
});
