import { parseConfig } from '../config';
import { listenAddresses } from './listen-address';

type Interfaces = NonNullable<Parameters<typeof listenAddresses>[1]>;

const named = (addresses: readonly (readonly [address: string, isInternal?: boolean])[]) =>
  Object.fromEntries(
    addresses.map(([address, internal = false], index) => [
      `eth${index}`,
      [{ address, family: address.includes(':') ? 'IPv6' : 'IPv4', internal }],
    ]),
  ) as unknown as Interfaces;

const LOOPBACK = [
  ['127.0.0.1', true],
  ['::1', true],
] as const;
const interfaces = named([...LOOPBACK, ['fe80::1'], ['192.0.2.7']]);

const from = (environment: Record<string, string>, on: Interfaces = interfaces) =>
  listenAddresses(
    parseConfig({ VOXBRIDGE_API_KEY: 'a key of sixteen or more', ...environment }),
    on,
  );

describe(listenAddresses.name, () => {
  it.each([
    ['its own address', { WEBRTC_LISTEN_IP: '192.0.2.7' }, { ip: '192.0.2.7' }],
    ['loopback alone, if told so', { WEBRTC_LISTEN_IP: '127.0.0.1' }, { ip: '127.0.0.1' }],
    ['the address of a server that is on one', { HOST: '192.0.2.7' }, { ip: '192.0.2.7' }],
    [
      'every address, and announces one that others reach',
      { HOST: '0.0.0.0' },
      { ip: '0.0.0.0', announcedAddress: '192.0.2.7' },
    ],
    [
      'every address, and announces what it is told',
      { HOST: '0.0.0.0', WEBRTC_ANNOUNCED_ADDRESS: 'voice.example.org' },
      { ip: '0.0.0.0', announcedAddress: 'voice.example.org' },
    ],
    [
      'loopback, and announces what it is told and nothing else',
      { WEBRTC_ANNOUNCED_ADDRESS: '192.0.2.9' },
      { ip: '127.0.0.1', announcedAddress: '192.0.2.9' },
    ],
  ])('is %s', (_name, environment, address) => {
    expect(from(environment)).toEqual({ ...address, alsoIps: [] });
  });

  it.each([
    [{}, '127.0.0.1'],
    [{ HOST: 'localhost' }, '127.0.0.1'],
    [{ HOST: '127.0.0.53' }, '127.0.0.53'],
    [{ HOST: '::1' }, '::1'],
  ])("is the machine's own addresses, too, of a server on loopback (%j)", (environment, ip) => {
    expect(from(environment)).toEqual({ ip, alsoIps: ['192.0.2.7'] });
  });

  it('is loopback alone on a machine without addresses of its own', () => {
    expect(from({}, named([...LOOPBACK, ['fe80::1'], ['FEBF::2']]))).toEqual({
      ip: '127.0.0.1',
      alsoIps: [],
    });
  });

  it('takes two addresses of each family, so that bridges of containers are not all sockets', () => {
    const many = named([
      ['192.0.2.7'],
      ['198.51.100.7'],
      ['2001:db8::7'],
      ['fd00::7'],
      ['172.17.0.1'],
      ['2001:db8:1::7'],
    ]);
    expect(from({}, many).alsoIps).toEqual(['192.0.2.7', '198.51.100.7', '2001:db8::7', 'fd00::7']);
  });
});
