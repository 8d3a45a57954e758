import { createApiClient } from '@vox/api-client';

import { AccountClient, loginLinkIn } from './account';
import { ViewStore } from './view-store';
import { initialView } from './voice-view';

const ME = { user: { display_name: 'Ann' }, scopes: ['talk'], login: { id: 'l-1' } };

/** Answers by path, as `METHOD /path`. */
function bench(answers: Record<string, readonly [number, unknown]>, link: string | null = null) {
  const asked: string[] = [];
  jest.spyOn(globalThis, 'fetch').mockImplementation((given) => {
    const { method, url } = given as Request;
    const what = `${method} ${new URL(url).pathname}`;
    asked.push(what);
    const [status, body] = answers[what] ?? [500, {}];
    return Promise.resolve(Response.json(body, { status }));
  });
  const store = new ViewStore(initialView);
  const api = createApiClient('https://voice.example.org/vox/');
  const account = new AccountClient(api, store, link);
  return { account, store, asked };
}

const asking = () => new AbortController().signal;

describe(AccountClient, () => {
  afterEach(() => jest.restoreAllMocks());

  it('shows who is logged in, below the path of the page', async () => {
    const { account, store, asked } = bench({ 'GET /vox/api/me': [200, ME] });
    await account.load(asking());
    expect(store.get().account).toEqual({ name: 'Ann' });
    expect(asked).toEqual(['GET /vox/api/me']);
  });

  it.each([
    [401, {}],
    [200, { ...ME, login: null }],
    [200, { ...ME, user: null }],
  ])('shows nobody for %i %j', async (status, body) => {
    const { account, store } = bench({ 'GET /vox/api/me': [status, body] });
    await account.load(asking());
    expect(store.get().account).toBeNull();
  });

  it('shows what an answer says that comes too late no more', async () => {
    const { account, store } = bench({ 'GET /vox/api/me': [200, ME] });
    const asked = new AbortController();
    const loading = account.load(asked.signal);
    asked.abort();
    await loading;
    expect(store.get().account).toBeNull();
  });

  it('logs in with a link once, and says when that is no good', async () => {
    const good = bench({ 'POST /vox/auth/link': [200, ME] }, 'secret');
    await good.account.useLink();
    await good.account.useLink();
    expect(good.asked).toEqual(['POST /vox/auth/link']);
    expect(good.store.get().problem).toBeNull();
    const used = bench({ 'POST /vox/auth/link': [401, {}] }, 'secret');
    await used.account.useLink();
    expect(used.store.get().problem).toMatchObject({ code: 'login_link_not_valid' });
  });

  it('logs out and goes to where else, or opens the page anew', async () => {
    const went: string[] = [];
    const location = {
      reload: () => went.push('here'),
      assign: (url: string) => went.push(url),
    };
    Object.defineProperty(globalThis, 'window', { value: { location }, configurable: true });
    const provider_url = 'https://id.example.org/out';
    const { account, store, asked } = bench({ 'POST /vox/auth/logout': [200, { provider_url }] });
    await account.leave();
    store.update({ account: { name: 'Ann' } });
    await account.leave();
    expect(went).toEqual(['here', provider_url]);
    expect(asked).toEqual(['POST /vox/auth/logout']);
  });

  it('reads the link from the address', () => {
    expect(loginLinkIn('#log-in=abc-_1')).toBe('abc-_1');
    expect(loginLinkIn('#invite=abc')).toBeNull();
    expect(loginLinkIn('')).toBeNull();
  });
});
