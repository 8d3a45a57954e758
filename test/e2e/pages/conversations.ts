import { answerOf, type ApiClient, type Schemas } from '@vox/api-client';

import { VoiceSocketClient } from '../../../apps/console/src/voice-socket-client';
import { eventually } from '../../support/eventually';
import { AppPage, type Town } from '../support/app-page';

type Session = Schemas['Session'];

const MANY = 120;
const LONG = 'Once there was an onion that wanted to see the sea. '.repeat(10);

async function stored(
  api: ApiClient,
  title: string,
  words: readonly string[] = [],
): Promise<Session> {
  const session = answerOf(
    await api.POST('/api/sessions', { body: { user_id: 'ann', user_name: 'Ann', title } }),
  );
  for (const [index, content] of words.entries()) {
    const params = { path: { id: session.id } };
    const body = { role: index % 2 === 0 ? ('user' as const) : ('assistant' as const), content };
    answerOf(await api.POST('/api/sessions/{id}/messages', { params, body }));
  }
  return session;
}

/** The list of conversations, and one of them. */
export function conversationPages(town: () => Town): void {
  let app: AppPage;
  let soup: Session;

  beforeAll(async () => {
    const { api } = town().server;
    for (let at = 0; at < MANY; at += 1) await stored(api, `Stored ${at}`);
    soup = await stored(api, 'Groceries', ['What goes into the soup?', 'Onions, and patience.']);
  });

  beforeEach(async () => {
    app = await AppPage.open(town(), '/conversations');
  });

  afterEach(async () => {
    expect(app?.complaints).toEqual([]);
    await app?.close();
  });

  const row = (title: string) =>
    app.page.getByTestId('conversation').filter({ hasText: new RegExp(`^${title}`, 'u') });

  it('are found by their words, and axe finds nothing', async () => {
    const { page } = app;
    expect(await app.faults(() => row('Groceries').waitFor())).toEqual([]);
    await page.getByTestId('filter-words').fill('patience');
    await row('Stored 119').waitFor({ state: 'detached' });
    await row('Groceries').waitFor();
    expect(await page.getByTestId('conversation').count()).toBe(1);
    expect(page.url()).toContain('q=patience');
    await page.getByTestId('filter-words').fill('nothing of the kind');
    await page.getByTestId('empty').waitFor();
    await page.getByTestId('filter-words').fill('');
    await row('Groceries').waitFor();
  });

  it('are found by who talks and by the day where the reader is, and the address keeps it', async () => {
    const { page } = app;
    const { api } = town().server;
    const body = { user_id: 'olga-17', user_name: 'Olga Petrova', title: 'Of Olga' };
    answerOf(await api.POST('/api/sessions', { body }));
    await page.getByTestId('filter-user').fill('petro');
    await row('Groceries').waitFor({ state: 'detached' });
    await row('Of Olga').waitFor();
    const day = await page.evaluate<string>(
      "const now = new Date(); [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-')",
    );
    await page.getByTestId('filter-from').fill(day);
    await page.waitForURL(/from=/u);
    await page.reload();
    await row('Of Olga').waitFor();
    expect(await app.faults(() => row('Of Olga').waitFor())).toEqual([]);
    await page.getByTestId('filter-from').fill('');
    await page.getByTestId('filter-to').fill('2020-01-01');
    await page.getByTestId('empty').waitFor();
  });

  it('are all there, and only those in view in the document', async () => {
    const { page } = app;
    await row('Groceries').waitFor();
    for (let waits = 0; (await row('Stored 0').count()) === 0 && waits < 200; waits += 1) {
      await page.mouse.wheel(0, 2000);
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => done()))');
    }
    await row('Stored 0').waitFor();
    expect(await page.getByTestId('conversation').count()).toBeLessThan(60);
  });

  it('are renamed and deleted by keyboard', async () => {
    const { page } = app;
    const { api } = town().server;
    const session = await stored(api, 'To be renamed');
    await page.reload();
    await row('To be renamed').getByRole('button').focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('rename').press('Enter');
    await page.getByTestId('title-input').fill('Renamed');
    await page.keyboard.press('Enter');
    await row('Renamed').waitFor();
    expect((await town().server.session(session.id)).title).toBe('Renamed');

    await row('Renamed').getByRole('button').click();
    await page.getByTestId('delete').click();
    await page.getByTestId('confirm').press('Enter');
    await row('Renamed').waitFor({ state: 'detached' });
    const { response } = await api.GET('/api/sessions/{id}', {
      params: { path: { id: session.id } },
    });
    expect(response.status).toBe(404);
  });

  it('are read, downloaded and gone on with', async () => {
    const { page } = app;
    await row('Groceries').getByRole('link').click();
    await page.getByRole('heading', { name: 'Groceries' }).waitFor();
    const messages = page.getByTestId('message');
    expect(await app.faults(() => messages.nth(1).waitFor())).toEqual([]);
    expect(await messages.locator('.turn-text').allTextContents()).toEqual([
      'What goes into the soup?',
      'Onions, and patience.',
    ]);

    await page.getByRole('button', { name: 'More for' }).click();
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByTestId('download').click(),
    ]);
    expect(saved.suggestedFilename()).toMatch(/^conversation-[0-9a-f]{8}\.md$/u);

    await page.getByTestId('take-up-button').click();
    await page.getByText('Welcome back').waitFor();
    await page.getByTestId('transcript').getByText('Onions, and patience.').waitFor();
    await page.getByTestId('text-input').fill('And then?');
    await page.getByTestId('text-send').click();
    await page.locator('[data-testid="turn-agent"][data-final="true"]').nth(1).waitFor();
    expect(await page.evaluate('window.voxbridge.sessionId')).toBe(soup.id);
  });

  it('are followed while somebody talks in them, and say where an answer was cut off', async () => {
    const { page } = app;
    const client = await VoiceSocketClient.connect(town().server.socketUrl);
    try {
      const { session_id: id } = await client.start({ user_id: 'ben' });
      await app.goto(`/conversations/${id}`);
      // The list, where it says so, too, goes away first.
      await page.getByTestId('take-up-button').waitFor();
      await page.getByText('Live').waitFor();
      client.send({ event: 'text_message', data: { text: 'Who are you?' } });
      await page.getByTestId('messages').getByText('Who are you?').waitFor();
      await page.locator('[data-testid="message"][data-role="assistant"]').waitFor();

      const { api } = town().server;
      const params = { path: { id } };
      const from = client.audio.length;
      answerOf(await api.POST('/api/sessions/{id}/say', { params, body: { text: LONG } }));
      // Some words of it have been heard by then.
      await eventually(
        async () => client.audio.length - from,
        (frames) => frames > 100,
      );
      answerOf(await api.POST('/api/sessions/{id}/cancel', { params }));
      await page.getByTestId('interrupted-mark').waitFor();
    } finally {
      await client.close();
    }
  });

  it('are joined while they go on, as a guest who types and sees that the agent is muted', async () => {
    const { page } = app;
    const { api } = town().server;
    const owner = await VoiceSocketClient.connect(town().server.socketUrl);
    try {
      const { session_id: id } = await owner.start({ user_id: 'gwen' });
      const params = { path: { id } };
      await app.goto(`/conversations/${id}`);
      const controls = page.getByRole('group', { name: 'Take part' });
      expect(await app.faults(() => controls.waitFor())).toEqual([]);
      await page.getByTestId('mute').click();
      await page.getByTestId('agent-muted').waitFor();
      answerOf(await api.POST('/api/sessions/{id}/mute', { params, body: { muted: false } }));
      await page.getByTestId('agent-muted').waitFor({ state: 'detached' });
      await page.getByTestId('tell').click();
      await page.getByTestId('say-text').fill('Somebody joins.');
      await page.keyboard.press('Tab');
      await page.getByRole('button', { name: 'Say it' }).click();
      await page.getByTestId('messages').getByText('Somebody joins.').waitFor();

      await page.getByTestId('join').click();
      await page.getByText('You are invited').waitFor();
      await page.getByTestId('talk-button').click();
      await page.getByTestId('text-input').fill('Hello from the page');
      await page.getByTestId('text-send').click();
      await owner.waitFor(
        (event) =>
          event.event === 'turn_complete' &&
          event.data.user_text === 'A guest: Hello from the page',
      );
      answerOf(await api.POST('/api/sessions/{id}/mute', { params, body: { muted: true } }));
      await page.getByTestId('agent-state').getByText('The agent is muted').waitFor();
      await page.goBack();
      await page.getByTestId('agent-muted').waitFor();
    } finally {
      await owner.close();
    }
  });
}
