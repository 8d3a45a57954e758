import { AllowedHosts } from './allowed-hosts';

const has = (list: string, url: string, addresses: readonly string[] = ['10.0.0.5']) =>
  AllowedHosts.parse(list).has(new URL(url), addresses);

describe(AllowedHosts.name, () => {
  it.each([
    ['n8n', 'http://n8n:5678/webhook/a'],
    ['n8n:5678', 'http://N8N:5678/webhook/a'],
    ['N8N.LAN', 'https://n8n.lan./webhook/a'],
    ['n8n:80', 'http://n8n/'],
    ['n8n:443', 'https://n8n/'],
    ['10.0.0.5', 'http://n8n/'],
    ['10.0.0.5:5678', 'http://10.0.0.5:5678/'],
    ['192.168.0.0/16, 10.0.0.0/24', 'http://n8n/'],
    ['other\n10.0.0.5/32', 'http://n8n/'],
  ])('%j has %s', (list, url) => {
    expect(has(list, url)).toBe(true);
  });

  it.each([
    ['fd00::/8', 'http://n8n/', ['fd00::5']],
    ['fd00::5', 'http://[fd00:0::5]/', ['fd00::5']],
    ['[fd00::5]:5678', 'http://[fd00::5]:5678/', ['fd00::5']],
    ['127.0.0.0/8', 'http://[::ffff:127.0.0.1]/', ['::ffff:7f00:1']],
  ])('%j has %s, which is IPv6', (list, url, addresses) => {
    expect(has(list, url, addresses)).toBe(true);
  });

  it.each([
    ['', 'http://n8n/'],
    ['n8n:5678', 'http://n8n:5679/'],
    ['n8n:5678', 'http://n8n/'],
    ['n8n', 'http://n8n.example.org/'],
    ['n8n', 'http://my-n8n/'],
    ['10.0.0.0/30', 'http://n8n/'],
    ['10.0.0.5:5678', 'http://10.0.0.5/'],
  ])('%j has not %s', (list, url) => {
    expect(has(list, url)).toBe(false);
  });

  it('wants each address of a name in a network', () => {
    expect(has('10.0.0.0/24', 'http://n8n/', ['10.0.0.5', '10.0.1.5'])).toBe(false);
    expect(has('10.0.0.0/24', 'http://n8n/', [])).toBe(false);
  });

  it.each(['10.0.0.0/33', 'n8n/24', 'http://n8n', 'n8n:70000', '[fd00::1', '10.0.0.0/8/8', 'a@b'])(
    'says that %s is none',
    (entry) => {
      expect(() => AllowedHosts.parse(`ok, ${entry}`)).toThrow(JSON.stringify(entry));
    },
  );
});
