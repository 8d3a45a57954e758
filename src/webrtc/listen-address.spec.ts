import { parseConfig } from '../config';
import { listenAddress } from './listen-address';

const interfaces = {
  lo: [{ address: '127.0.0.1', family: 'IPv4', internal: true }],
  eth0: [
    { address: 'fe80::1', family: 'IPv6', internal: false },
    { address: '192.0.2.7', family: 'IPv4', internal: false },
  ],
} as unknown as Parameters<typeof listenAddress>[1];

const VOXBRIDGE_API_KEY = 'sixteen or more characters';

describe('listenAddress', () => {
  it.each([
    ['the server address by default', {}, { ip: '127.0.0.1' }],
    ['an IP for localhost', { HOST: 'localhost' }, { ip: '127.0.0.1' }],
    ['its own address', { HOST: '127.0.0.1', WEBRTC_LISTEN_IP: '192.0.2.7' }, { ip: '192.0.2.7' }],
    [
      'every address, and announces one that others reach',
      { HOST: '0.0.0.0', VOXBRIDGE_API_KEY },
      { ip: '0.0.0.0', announcedAddress: '192.0.2.7' },
    ],
    [
      'every address, and announces what it is told',
      { HOST: '0.0.0.0', VOXBRIDGE_API_KEY, WEBRTC_ANNOUNCED_ADDRESS: 'voice.example.org' },
      { ip: '0.0.0.0', announcedAddress: 'voice.example.org' },
    ],
  ])('is %s', (_name, environment, address) => {
    const key = { VOXBRIDGE_API_KEY: 'a key of sixteen or more' };
    expect(listenAddress(parseConfig({ ...key, ...environment }), interfaces)).toEqual(address);
  });
});
