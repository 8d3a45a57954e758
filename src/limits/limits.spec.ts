import type { IncomingMessage } from 'node:http';

import { VirtualClock } from '@vox/testing';

import { ClientAddresses } from './client-address';
import { FailedKeys } from './failed-keys';
import { RateLimit } from './rate-limit';

function from(peer: string, forwarded?: string): IncomingMessage {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  const socket = { remoteAddress: peer };
  return { headers, socket, connection: socket } as unknown as IncomingMessage;
}

describe(RateLimit.name, () => {
  it('lets a burst pass, then what the rate allows, for each address on its own', async () => {
    const clock = new VirtualClock();
    const limit = new RateLimit({ burst: 3, perMinute: 60 }, clock);
    const taken = (address: string, times: number) =>
      Array.from({ length: times }, () => limit.take(address));
    expect(taken('a', 4)).toEqual([true, true, true, false]);
    expect(taken('b', 1)).toEqual([true]);
    expect(limit.waitMs('a')).toBe(1000);
    await clock.advance(1000);
    expect(limit.waitMs('a')).toBe(0);
    expect(taken('a', 2)).toEqual([true, false]);
    await clock.advance(3_600_000);
    expect(taken('a', 4)).toEqual([true, true, true, false]);
  });

  it('forgets the quiet ones when there are too many', () => {
    const limit = new RateLimit({ burst: 1, perMinute: 1 }, new VirtualClock());
    limit.take('first');
    for (let index = 0; index < 10_000; index++) limit.take(`other ${index}`);
    expect(limit.take('first')).toBe(true);
  });
});

describe(FailedKeys.name, () => {
  it('listens again after a while', async () => {
    const clock = new VirtualClock();
    const failed = new FailedKeys(2, clock);
    for (let index = 0; index < 2; index++) failed.count('a', 'API key');
    expect(() => failed.assertMayTry('a')).toThrow(/wrong keys/u);
    failed.assertMayTry('b');
    await clock.advance(30_000);
    failed.assertMayTry('a');
  });
});

describe(ClientAddresses.name, () => {
  it('believes X-Forwarded-For only from proxies that are trusted', () => {
    const local = new ClientAddresses(['loopback']);
    expect(local.of(from('127.0.0.1', '192.0.2.7'))).toBe('192.0.2.7');
    expect(local.of(from('::1', '198.51.100.1, 192.0.2.7'))).toBe('192.0.2.7');
    expect(local.of(from('203.0.113.9', '192.0.2.7'))).toBe('203.0.113.9');
    const behind = new ClientAddresses(['10.0.0.0/8', 'loopback']);
    expect(behind.of(from('10.1.2.3', '192.0.2.7, 127.0.0.1'))).toBe('192.0.2.7');
    expect(new ClientAddresses([]).of(from('127.0.0.1', '192.0.2.7'))).toBe('127.0.0.1');
  });

  it.each([
    ['203.0.113.9:51234', '203.0.113.9'],
    ['[2001:db8::1]:443', '2001:db8:0:0::/64'],
    ['[2001:db8::2]', '2001:db8:0:0::/64'],
    ['2001:db8::3', '2001:db8:0:0::/64'],
    ['198.51.100.1:5, 203.0.113.9:51235', '203.0.113.9'],
    ['192.0.2.7:5, 127.0.0.1:80', '192.0.2.7'],
    ['unknown', '127.0.0.1'],
    ['203.0.113.9, unknown', '127.0.0.1'],
    ['999.0.0.1:80', '127.0.0.1'],
  ])('takes %j of a proxy for %s, whatever the connection', (written, client) => {
    expect(new ClientAddresses(['loopback']).of(from('127.0.0.1', written))).toBe(client);
  });

  it('takes the addresses of one line of IPv6 for one', () => {
    const addresses = new ClientAddresses([]);
    const one = addresses.of(from('2001:db8:1:2::1'));
    expect(addresses.of(from('2001:db8:1:2:ffff:1:2:3'))).toBe(one);
    expect(addresses.of(from('2001:0DB8:1:2::'))).toBe(one);
    expect(addresses.of(from('2001:db8:1:3::1'))).not.toBe(one);
    expect(addresses.of(from('::ffff:192.0.2.7'))).toBe('192.0.2.7');
    expect(addresses.of(from('::1'))).toBe(addresses.of(from('::2')));
  });

  it('is not put off by what a client writes into the header', () => {
    const local = new ClientAddresses(['loopback']);
    for (const written of [
      '',
      'x',
      '"><script>',
      ',,,',
      'a'.repeat(10_000),
      'fe80::1%eth0',
      '[::1]:80',
    ]) {
      expect(typeof local.of(from('127.0.0.1', written))).toBe('string');
    }
  });
});
