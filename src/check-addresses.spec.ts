import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

import { checkAddresses } from './check-addresses';
import { parseConfig } from './config';

const problemOf = async (environment: Record<string, string>) => {
  const checked = checkAddresses(
    parseConfig({ PORT: '0', VOXBRIDGE_API_KEY: 'a key of sixteen', ...environment }),
  );
  const error = await checked.catch((caught: unknown) => caught);
  return (error as { problems?: string[] } | undefined)?.problems;
};

describe(checkAddresses.name, () => {
  it.each([
    {},
    { HOST: 'localhost' },
    { HOST: '127.0.0.1', WEBRTC_LISTEN_IP: '127.0.0.2' },
    { HOST: 'localhost', WEBRTC_LISTEN_IP: '127.0.0.1' },
  ])('is content with %j', async (environment) => {
    expect(await problemOf(environment)).toBeUndefined();
  });

  it.each([
    [{ HOST: '203.0.113.7' }, /^HOST: 203\.0\.113\.7 is no address of this machine$/u],
    [
      { HOST: 'no-such-host.invalid' },
      /^HOST: no-such-host\.invalid is neither an address nor a name/u,
    ],
    [
      { WEBRTC_LISTEN_IP: '203.0.113.7' },
      /^WEBRTC_LISTEN_IP: 203\.0\.113\.7 is no address of this/u,
    ],
  ])('names the variable that is wrong in %j', async (environment, words) => {
    expect(await problemOf(environment)).toEqual([expect.stringMatching(words)]);
  });

  it('names the port that somebody else has', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(await problemOf({ PORT: String(port) })).toEqual([
      `PORT: ${port} is in use on 127.0.0.1`,
    ]);
    other.close();
  });
});
