import { isPrivateAddress, resolvePublicAddress } from './private-address';

describe(isPrivateAddress.name, () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '::1',
    '::',
    'fd00::1',
    'fe80::1',
    '::ffff:10.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:0:7f00:1::',
  ])('takes %s for private', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1', '::ffff:8.8.8.8'])(
    'takes %s for public',
    (address) => {
      expect(isPrivateAddress(address)).toBe(false);
    },
  );
});

describe(resolvePublicAddress.name, () => {
  it('gives a public address back', async () => {
    expect(await resolvePublicAddress('https://8.8.8.8/hook', 'url')).toBe('8.8.8.8');
    expect(await resolvePublicAddress('https://[2606:4700::1]/hook', 'url')).toBe('2606:4700::1');
  });

  it.each([
    'http://127.0.0.1:5678/hook',
    'http://localhost/hook',
    'http://[::1]/hook',
    'http://[::ffff:127.0.0.1]/hook',
    'http://2130706433/hook',
    'http://0x7f.1/hook',
  ])('refuses %s and names the field', async (url) => {
    await expect(resolvePublicAddress(url, 'n8nWebhookUrl')).rejects.toMatchObject({
      name: 'InvalidInputError',
      field: 'n8nWebhookUrl',
    });
  });

  it('refuses a name that nobody has', async () => {
    await expect(resolvePublicAddress('http://nobody.invalid/', 'url')).rejects.toThrow('found');
  });
});
