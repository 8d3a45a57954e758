import type { Browser, BrowserContext, Page } from 'playwright-core';

import { freePort } from '../support/free-port';
import { CLIENT_ID, TestOidcProvider } from '../support/oidc-provider';
import { newContext, openBrowser } from './support/browser';
import { ConversationPage } from './support/conversation-page';
import { ServerProcess } from './support/server-process';

jest.setTimeout(180_000);

/** A person's browser, with the policy of the page in place where no script of a test runs in it. */
describe('Log-in in a browser', () => {
  let provider: TestOidcProvider;
  let server: ServerProcess;
  let browser: Browser;

  beforeAll(async () => {
    const port = await freePort();
    const publicUrl = `http://127.0.0.1:${port}`;
    // By its name the provider is another site than the server, as it is in life.
    provider = await TestOidcProvider.start({
      host: 'localhost',
      publicUrl,
      accounts: {
        ann: { name: 'Ann', email: 'ann@example.org', email_verified: true },
        eve: { name: 'Eve', email: 'eve@evil.example', email_verified: true },
      },
    });
    [server, browser] = await Promise.all([
      ServerProcess.start({
        env: {
          PORT: String(port),
          PUBLIC_URL: publicUrl,
          OIDC_ISSUER: provider.issuer,
          OIDC_CLIENT_ID: CLIENT_ID,
          OIDC_MEMBER_EMAIL_DOMAINS: 'example.org',
          OUTBOUND_ALLOWED_HOSTS: 'localhost',
        },
      }),
      openBrowser(),
    ]);
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await server?.dispose();
    await provider?.close();
  });

  /** From the page to the provider, through its pages, and back. */
  async function logIn(page: Page, account: string): Promise<void> {
    await page.getByTestId('log-in').click();
    await page.locator('input[name="login"]').fill(account);
    await page.locator('input[name="password"]').fill('any');
    await page.locator('button[type="submit"]').click();
    await page.locator('input[name="prompt"][value="consent"]').waitFor({ state: 'attached' });
    await page.locator('button[type="submit"]').click();
  }

  const cookiesOf = async (context: BrowserContext) =>
    (await context.cookies(server.url)).filter(({ name }) => name.startsWith('voxbridge'));

  it('sends to the provider, comes back, talks without a key, and logs out on both sides', async () => {
    const context = await newContext(browser);
    const talk = await ConversationPage.open(context, server.url);
    const { page } = talk;
    await logIn(page, 'ann');
    await page.getByTestId('account-name').waitFor();
    expect(await page.getByTestId('account-name').textContent()).toBe('Ann');
    expect(page.url()).toBe(`${server.url}/`);
    expect(await cookiesOf(context)).toMatchObject([
      { name: 'voxbridge', httpOnly: true, sameSite: 'Strict', path: '/' },
    ]);
    expect(
      await page.evaluate<string>('document.cookie + JSON.stringify(sessionStorage)'),
    ).not.toContain('api_key');

    await talk.start();
    await page.getByTestId('text-input').fill('Hello from Ann');
    await page.getByTestId('text-send').click();
    const [turn] = await talk.waitForTurns(1);
    expect(turn).toMatchObject({ user: 'Hello from Ann', outcome: 'completed' });
    const id = await talk.sessionId();
    const own = await page.evaluate<number>(
      `fetch('/api/sessions/${id}').then(({ status }) => status)`,
    );
    expect(own).toBe(200);

    await page.getByTestId('log-out').click();
    await page.waitForURL(`${provider.issuer}/**`);
    await page.locator('button[name="logout"]').click();
    await page.waitForURL(`${server.url}/`);
    expect(await talk.errorCode()).toBe('unauthorized');
    expect(await cookiesOf(context)).toEqual([]);
    const after = await page.evaluate<number>(
      `fetch('/api/sessions/${id}').then(({ status }) => status)`,
    );
    expect(after).toBe(401);
    expect(await page.getByTestId('turn-user').count()).toBe(0);
    await context.close();
  });

  it('brings who has to log in first back to the place that they were sent to', async () => {
    const context = await newContext(browser);
    const page = await context.newPage();
    await page.goto(`${server.url}/#/groups?join=voxg_anything`);
    await logIn(page, 'ann');
    await page.getByTestId('join-group').waitFor();
    expect(page.url()).toBe(`${server.url}/#/groups?join=voxg_anything`);
    // Once: whoever comes to the page later begins on the first.
    await page.goto('about:blank');
    await page.goto(`${server.url}/`);
    await page.getByTestId('account-name').waitFor();
    expect(page.url()).not.toContain('groups');
    await context.close();
  });

  it('goes on in another tab where a page is open, in which what was being written stays', async () => {
    const context = await newContext(browser);
    const page = await context.newPage();
    await page.goto(`${server.url}/#/groups`);
    await logIn(page, 'ann');
    await page.getByTestId('new-group').click();
    const name = page.getByTestId('group-name');
    await name.fill('Friends of plums');
    // As it is when the log-in has ended.
    await context.clearCookies({ name: 'voxbridge' });
    await name.press('Enter');
    const [other] = await Promise.all([
      context.waitForEvent('page'),
      page.getByTestId('log-in').click(),
    ]);
    // The provider still knows them.
    await other.getByTestId('account-name').waitFor();
    await page.bringToFront();
    await page.evaluate("window.dispatchEvent(new Event('focus'))");
    await name.waitFor();
    expect(await name.inputValue()).toBe('Friends of plums');
    await context.close();
  });

  it('tells who may not use the server so, and lets a page of another site do nothing with a log-in', async () => {
    const refused = await newContext(browser);
    const eve = (await ConversationPage.open(refused, server.url)).page;
    await logIn(eve, 'eve');
    await eve.getByRole('heading', { name: 'You may not use this server' }).waitFor();
    expect(await cookiesOf(refused)).toEqual([]);
    await refused.close();

    const context = await newContext(browser);
    const { page } = await ConversationPage.open(context, server.url);
    await logIn(page, 'ann');
    await page.getByTestId('account-name').waitFor();
    const evil = await context.newPage();
    await evil.goto(`${provider.issuer}/.well-known/openid-configuration`);
    const sent = await evil.evaluate<string>(`
      fetch('${server.url}/auth/logout', { method: 'POST', credentials: 'include', mode: 'no-cors' })
        // What comes back is kept from the page as well.
        .catch(() => undefined)
        .then(() => new Promise((resolve) => {
          const socket = new WebSocket('${server.socketUrl}');
          socket.onmessage = ({ data }) => resolve(data);
        }))
    `);
    expect(JSON.parse(sent)).toMatchObject({ event: 'error', data: { code: 'unauthorized' } });
    await page.reload();
    await page.getByTestId('account-name').waitFor();
    await context.close();
  });
});

describe('The first start on an address that others reach', () => {
  it('prints a link that logs in once, and npm run admin:link makes another one', async () => {
    const port = await freePort();
    const [server, browser] = await Promise.all([
      ServerProcess.start({ env: { PORT: String(port), HOST: '0.0.0.0' } }),
      openBrowser(),
    ]);
    try {
      const link = /http:\S+#log-in=\S+/u.exec(server.output)?.[0] ?? '';
      expect(link.startsWith(`http://127.0.0.1:${port}/#log-in=`)).toBe(true);
      const context = await newContext(browser);
      const talk = await ConversationPage.open(context, link);
      await talk.page.getByTestId('account-name').waitFor();
      expect(talk.page.url()).toBe(`http://127.0.0.1:${port}/`);
      await talk.start();
      await context.close();

      const late = await newContext(browser);
      const second = await ConversationPage.open(late, link);
      await second.page.getByTestId('error-banner').waitFor();
      expect(await second.errorCode()).toBe('login_link_not_valid');
      await late.close();

      const another = await server.adminLink();
      const third = await ConversationPage.open(await newContext(browser), another);
      await third.page.getByTestId('account-name').waitFor();
      expect(await third.page.getByTestId('account-name').textContent()).toBe('Owner');
    } finally {
      await browser.close();
      await server.dispose();
    }
  });
});
