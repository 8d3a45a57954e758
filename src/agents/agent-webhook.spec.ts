import { randomBytes } from 'node:crypto';

import { secretPurpose, SecretBox } from '../secrets';
import { createAgentSchema } from './agent.schema';
import { keptWithOrigin, sealedWebhook, shownWebhook, webhookChange } from './agent-webhook';

const authorization = (value: string) => ({ name: 'Authorization', value });
const basic = authorization(`Basic ${Buffer.from('vox:s3cret').toString('base64')}`);
const parse = (n8n_auth: unknown) =>
  createAgentSchema.safeParse({ name: 'a', system_prompt: 'b', n8n_auth });

describe('n8n_auth', () => {
  it.each([
    [{ type: 'basic', username: 'vox', password: 's3cret' }, basic],
    [{ type: 'bearer', token: 'abc' }, authorization('Bearer abc')],
    [
      { type: 'header', name: 'X-Secret', value: 'v' },
      { name: 'X-Secret', value: 'v' },
    ],
    ['Basic vox:s3cret', basic],
    ['X-Secret: v', { name: 'X-Secret', value: 'v' }],
    [null, null],
    [undefined, undefined],
  ])('may be %j', (given, header) => {
    expect(parse(given).data?.n8n_auth).toEqual(header);
  });

  it.each([
    ['n8n_auth', 's3cret'],
    ['n8n_auth', 7],
    ['n8n_auth', ['Bearer s3cret']],
    ['n8n_auth.type', { type: 'digest', password: 's3cret' }],
    ['n8n_auth.password', { type: 'basic', username: 'vox' }],
    ['n8n_auth.username', { type: 'basic', username: 'v:x', password: 's3cret' }],
    ['n8n_auth.token', { type: 'bearer', token: 's3cret\r\nX-A: b' }],
    ['n8n_auth.name', { type: 'header', name: 'Host', value: 's3cret' }],
    ['n8n_auth.value', { type: 'header', name: 'X-A', value: 's3cret\0' }],
    ['n8n_auth', { type: 'bearer', token: 'abc', user: 's3cret' }],
  ])('is refused, as %s and without its words: %j', (field, given) => {
    const [issue] = parse(given).error?.issues ?? [];
    expect(issue?.path.join('.')).toBe(field);
    expect(JSON.stringify(issue)).not.toContain('s3cret');
  });
});

describe(webhookChange.name, () => {
  const url = 'http://n8n:5678/webhook/a';
  const secret = 'http://vox:s3cret@n8n:5678/webhook/a';

  it.each([
    [{}, {}],
    [{ n8n_auth: basic }, { header: basic }],
    [{ n8n_webhook_url: url }, { url }],
    [{ n8n_webhook_url: secret }, { url, header: basic }],
    [
      { n8n_webhook_url: secret, n8n_auth: null },
      { url, header: basic },
    ],
    [
      { n8n_webhook_url: url, n8n_auth: null },
      { url, header: null },
    ],
    [{ n8n_webhook_url: null }, { url: null, header: null }],
  ])('makes of %j %j', (request, change) => {
    expect(webhookChange(request)).toEqual(change);
  });

  it('refuses credentials in two places', () => {
    const both = { n8n_webhook_url: secret, n8n_auth: basic };
    expect(() => webhookChange(both)).toThrow(
      expect.objectContaining({
        response: expect.objectContaining({ field: 'n8n_auth' }) as object,
      }),
    );
  });
});

it('what authenticates stays with its origin', () => {
  const sealed = { n8nAuth: 'v1.sealed' };
  const at = (n8nWebhookUrl: string) => ({ n8nWebhookUrl });
  const current = 'http://n8n:5678/webhook/a';
  expect(keptWithOrigin(current, at('http://n8n:5678/webhook/b'))).not.toHaveProperty('n8nAuth');
  expect(keptWithOrigin(current, at('http://evil:5678/webhook/a'))).toHaveProperty('n8nAuth', null);
  expect(keptWithOrigin(current, { ...at('http://evil/'), ...sealed })).toMatchObject(sealed);
  expect(keptWithOrigin(null, at(current))).not.toHaveProperty('n8nAuth');
});

it('is stored sealed, for its row', async () => {
  const secrets = new SecretBox({
    find: () => Promise.resolve(undefined),
    findOrMake: () => Promise.resolve(randomBytes(32)),
  });
  const columns = await sealedWebhook('1', { url: 'http://n8n/', header: basic }, secrets);
  expect(columns.n8nAuth).toMatch(/^v1\./u);
  expect(JSON.stringify(columns)).not.toContain(basic.value);
  expect(await sealedWebhook('1', { header: null }, secrets)).toEqual({ n8nAuth: null });
  expect(secretPurpose('agents.n8n_auth', '1')).toBe('agents.n8n_auth:1');
});

it('is shown as no more than that it is there, also where it was stored in the URL', () => {
  expect(shownWebhook('http://vox:s3cret@n8n/a', null)).toEqual({
    url: 'http://n8n/a',
    hasAuth: true,
  });
  expect(shownWebhook('http://n8n/a', 'v1.sealed')).toEqual({ url: 'http://n8n/a', hasAuth: true });
  expect(shownWebhook('http://n8n/a', null)).toEqual({ url: 'http://n8n/a', hasAuth: false });
  expect(shownWebhook(null, null)).toEqual({ url: null, hasAuth: false });
});
