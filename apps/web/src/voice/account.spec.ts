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
  const account = new AccountClient('https://voice.example.org/vox/', store, link);
  return { account, store, asked };
}

describe(AccountClient, () => {
  afterEach(() => jest.restoreAllMocks());

  it('shows who is logged in, below the path of the page', async () => {
    const { account, store, asked } = bench({ 'GET /vox/api/me': [200, ME] });
    await account.load();
    expect(store.get().account).toEqual({ name: 'Ann' });
    expect(asked).toEqual(['GET /vox/api/me']);
  });

  it.each([
    [401, {}],
    [200, { ...ME, login: null }],
    [200, { ...ME, user: null }],
  ])('shows nobody for %i %j', async (status, body) => {
    const { account, store } = bench({ 'GET /vox/api/me': [status, body] });
    await account.load();
    expect(store.get().account).toBeNull();
  });

  it('logs in with a link once, and says when that is no good', async () => {
    const good = bench(
      { 'POST /vox/auth/link': [200, ME], 'GET /vox/api/me': [200, ME] },
      'secret',
    );
    await good.account.load();
    await good.account.load();
    expect(good.asked).toEqual(['POST /vox/auth/link', 'GET /vox/api/me']);
    const used = bench(
      { 'POST /vox/auth/link': [401, {}], 'GET /vox/api/me': [401, {}] },
      'secret',
    );
    await used.account.load();
    expect(used.store.get()).toMatchObject({
      account: null,
      problem: { code: 'login_link_not_valid' },
    });
  });

  it('logs out, and tells where else', async () => {
    const { account, store } = bench({
      'POST /vox/auth/logout': [200, { provider_url: 'https://id.example.org/out' }],
      'GET /vox/api/me': [401, {}],
    });
    expect(await account.logOut()).toBe('https://id.example.org/out');
    expect(store.get().account).toBeNull();
  });

  it('reads the link from the address', () => {
    expect(loginLinkIn('#log-in=abc-_1')).toBe('abc-_1');
    expect(loginLinkIn('#invite=abc')).toBeNull();
    expect(loginLinkIn('')).toBeNull();
  });
});
