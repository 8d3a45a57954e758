import { lookup } from 'node:dns/promises';

import { AllowedHosts } from './allowed-hosts';
import { resolvePublicAddresses } from './public-address';

describe(resolvePublicAddresses.name, () => {
  it('gives a public address back', async () => {
    expect(await resolvePublicAddresses('https://8.8.8.8/hook', 'url')).toEqual(['8.8.8.8']);
    expect(await resolvePublicAddresses('https://[2606:4700::1]/hook', 'url')).toEqual([
      '2606:4700::1',
    ]);
  });

  it.each([
    'http://127.0.0.1:5678/hook',
    'http://localhost/hook',
    'http://[::1]/hook',
    'http://[::ffff:127.0.0.1]/hook',
    'http://2130706433/hook',
    'http://0x7f.1/hook',
  ])('refuses %s, names the field and the variable that allows it', async (url) => {
    const refusal = resolvePublicAddresses(url, 'n8nWebhookUrl', AllowedHosts.parse('n8n'));
    await expect(refusal).rejects.toMatchObject({
      name: 'InvalidInputError',
      field: 'n8nWebhookUrl',
      message: expect.stringContaining('OUTBOUND_ALLOWED_HOSTS') as string,
    });
  });

  it.each(['localhost', '127.0.0.1:5678', '127.0.0.0/8,::1'])(
    'gives the addresses of what is allowed by %s',
    async (list) => {
      const allowed = AllowedHosts.parse(list);
      const host = list === 'localhost' ? 'localhost' : '127.0.0.1';
      const addresses = await resolvePublicAddresses(`http://${host}:5678/`, 'url', allowed);
      expect(addresses).not.toEqual([]);
      expect(['127.0.0.1', '::1']).toEqual(expect.arrayContaining([...addresses]));
    },
  );

  it('gives all addresses of a name', async () => {
    const found = (await lookup('localhost', { all: true })).map(({ address }) => address);
    const allowed = AllowedHosts.parse('localhost');
    expect(await resolvePublicAddresses('http://localhost/', 'url', allowed)).toEqual(found);
  });

  it('refuses a name that nobody has', async () => {
    await expect(resolvePublicAddresses('http://nobody.invalid/', 'url')).rejects.toThrow('found');
  });
});
