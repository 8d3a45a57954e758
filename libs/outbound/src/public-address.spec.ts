import { AllowedHosts } from './allowed-hosts';
import { resolvePublicAddress } from './public-address';

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
  ])('refuses %s, names the field and the variable that allows it', async (url) => {
    const refusal = resolvePublicAddress(url, 'n8nWebhookUrl', AllowedHosts.parse('n8n'));
    await expect(refusal).rejects.toMatchObject({
      name: 'InvalidInputError',
      field: 'n8nWebhookUrl',
      message: expect.stringContaining('OUTBOUND_ALLOWED_HOSTS') as string,
    });
  });

  it.each(['localhost', '127.0.0.1:5678', '127.0.0.0/8,::1'])(
    'gives the address of what is allowed by %s',
    async (list) => {
      const allowed = AllowedHosts.parse(list);
      const host = list === 'localhost' ? 'localhost' : '127.0.0.1';
      const address = await resolvePublicAddress(`http://${host}:5678/`, 'url', allowed);
      expect(['127.0.0.1', '::1']).toContain(address);
    },
  );

  it('refuses a name that nobody has', async () => {
    await expect(resolvePublicAddress('http://nobody.invalid/', 'url')).rejects.toThrow('found');
  });
});
