import os from 'node:os';

import { isPrivateAddress } from './private-address';

describe(isPrivateAddress.name, () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '168.63.129.16',
    '100.64.0.1',
    '0.0.0.0',
    '192.0.0.8',
    '192.0.2.1',
    '192.31.196.1',
    '192.52.193.1',
    '192.88.99.1',
    '192.175.48.1',
    '198.19.255.255',
    '198.51.100.7',
    '203.0.113.7',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    '::127.0.0.1',
    'fd00::1',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    '::ffff:10.0.0.1',
    '::ffff:7f00:1',
    '0:0:0:0:0:ffff:7f00:1',
    '::ffff:0:10.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '100::1',
    '100:0:0:1::1',
    '2001:0:7f00:1::',
    '2001:2::1',
    '2001:3::1',
    '2001:20::1',
    '2001:30::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '2620:4f:8000::1',
    '3fff::1',
    '5f00::1',
  ])('takes %s for private', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each([
    '8.8.8.8',
    '172.32.0.1',
    '100.128.0.1',
    '192.0.1.1',
    '198.20.0.1',
    '223.255.255.255',
    '2606:4700::1',
    '2001:200::1',
    '2620:4f:8001::1',
    '::ffff:8.8.8.8',
    '::ffff:808:808',
  ])('takes %s for public', (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });

  it('takes every address of this machine for private, in any spelling', () => {
    const own = Object.values(os.networkInterfaces()).flatMap((list) => list ?? []);
    expect(own.length).toBeGreaterThan(0);
    for (const { address, family } of own) {
      expect(isPrivateAddress(address)).toBe(true);
      if (family === 'IPv4') expect(isPrivateAddress(`::ffff:${address}`)).toBe(true);
    }
  });
});

describe('on a machine with public addresses', () => {
  afterEach(() => jest.restoreAllMocks());

  it('takes them for private', () => {
    const one = { netmask: '', family: 'IPv4', mac: '', internal: false, cidr: null } as const;
    const other = { ...one, family: 'IPv6', scopeid: 0 } as const;
    jest.spyOn(os, 'networkInterfaces').mockReturnValue({
      eth0: [
        { ...one, address: '8.8.4.4' },
        { ...other, address: '2606:4700::9' },
      ],
    });
    expect(isPrivateAddress('8.8.4.4')).toBe(true);
    expect(isPrivateAddress('2606:4700:0::9')).toBe(true);
    expect(isPrivateAddress('8.8.8.8')).toBe(false);
  });
});
