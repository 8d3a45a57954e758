import { answerOf, createApiClient } from '@vox/api-client';

import { AppPage } from './support/app-page';
import { useTown } from './support/town';

/** The key of the server itself, which is no user. */
const API_KEY = 'a key for the owner only';

describe('The page of groups', () => {
  const town = useTown({ VOXBRIDGE_API_KEY: API_KEY });
  let app: AppPage;
  const keys = new Map<string, string>();
  const keyOf = (name: string) => keys.get(name) ?? '';

  beforeAll(async () => {
    const { server } = town();
    for (const name of ['Ann', 'Bob']) {
      const made = await server.api.POST('/api/users', { body: { display_name: name } });
      const body = { user_id: answerOf(made).id, name: 'all', scopes: ['talk', 'read'] as const };
      const key = await server.api.POST('/api/keys', {
        body: { ...body, scopes: [...body.scopes] },
      });
      keys.set(name, answerOf(key).key);
    }
  });
  afterEach(async () => {
    // What somebody was refused is in the console of every browser.
    expect(app.complaints.filter((complaint) => !complaint.includes('status of 4'))).toEqual([]);
    await app.close();
  });

  const readyAt = (testId: string) => () => app.page.getByTestId(testId).first().waitFor();
  let link = '';

  it('makes a group, and shows the link of an invite once', async () => {
    app = await AppPage.openAs(town(), '/groups', keyOf('Ann'));
    const { page } = app;
    expect(await app.faults(readyAt('empty'))).toEqual([]);
    await page.getByTestId('new-group').click();
    await page.getByTestId('group-name').fill('Support');
    expect(await app.faults(readyAt('group-name'))).toEqual([]);
    await page.getByTestId('submit').click();
    await page.getByRole('heading', { name: 'Support' }).waitFor();
    await page.getByTestId('group-member').getByText('Ann').waitFor();
    await page.getByTestId('new-invite').click();
    expect(await app.faults(readyAt('invite-role'))).toEqual([]);
    await page.getByTestId('submit').click();
    link = await page.getByTestId('invite-link').inputValue();
    expect(link).toMatch(/#\/groups\?join=voxg_[\w-]{43}$/u);
    expect(await app.faults(readyAt('invite-link'))).toEqual([]);
    await page.getByTestId('invite-kept').click();
    await page.getByTestId('group-invite').getByText('0 of 1 joined').waitFor();
    expect(await page.content()).not.toContain(link.split('=')[1]);
    expect(await app.faults(readyAt('group-invite'))).toEqual([]);
  });

  it('joins by the link, once that is confirmed, and nobody a second time', async () => {
    app = await AppPage.openAs(town(), `/groups?join=${link.split('=')[1] ?? ''}`, keyOf('Bob'));
    const { page } = app;
    expect(await app.faults(readyAt('join-group'))).toEqual([]);
    await page.getByTestId('join-group').click();
    await page.getByRole('heading', { name: 'Support' }).waitFor();
    await page.getByTestId('group-member').filter({ hasText: 'Bob' }).getByText('You').waitFor();
    expect(page.url()).not.toContain('voxg_');
    // Members see who is in it, and change nothing.
    expect(await page.getByTestId('member-role').count()).toBe(0);
    expect(await page.getByTestId('new-invite').count()).toBe(0);
    await app.goto('/groups?join=voxg_that-was-used');
    await page.getByTestId('join-group').click();
    await page.getByText('There is no such thing').or(page.getByRole('alert')).first().waitFor();
  });

  it('begins a conversation that the others of the group see', async () => {
    app = await AppPage.openAs(town(), '/groups', keyOf('Ann'));
    const { page } = app;
    await page.getByTestId('group').getByRole('link', { name: 'Support' }).click();
    await page.getByTestId('talk-in-group').click();
    const shared = page.getByTestId('shared-with').getByText('Shared with Support');
    expect(await app.faults(() => shared.waitFor())).toEqual([]);
    await page.getByTestId('text-input').fill('Who is on duty?');
    await page.getByTestId('text-send').click();
    await page.locator('[data-testid="turn-agent"][data-final="true"]').waitFor();
    await page.getByTestId('talk-button').click();
    const bob = createApiClient(town().server.url, { apiKey: keyOf('Bob') });
    const [group] = answerOf(await bob.GET('/api/groups'));
    const seen = answerOf(await bob.GET('/api/sessions'));
    expect(seen.map(({ group_id: id }) => id)).toEqual([group?.id]);
    // Who begins another one has it for themselves again.
    await page.getByTestId('new-conversation').click();
    await shared.waitFor({ state: 'detached' });
  });

  it('begins with an agent of the list, after a conversation of the group, one that the group does not see', async () => {
    app = await AppPage.openAs(town(), '/groups', keyOf('Ann'));
    const { page } = app;
    const type = async (words: string) => {
      await page.getByTestId('text-input').fill(words);
      await page.getByTestId('text-send').click();
      await page.locator('[data-testid="turn-agent"][data-final="true"]').waitFor();
    };
    await page.getByTestId('group').getByRole('link', { name: 'Support' }).click();
    await page.getByTestId('talk-in-group').click();
    await type('Who is on duty tomorrow?');
    const ofGroup = await page.evaluate<string>('window.voxbridge.sessionId');
    await page.getByTestId('talk-button').click();
    await app.goto('/agents');
    await page.getByTestId('agent').first().getByRole('button', { name: 'Talk' }).click();
    await page.getByTestId('text-input').waitFor();
    await page.getByTestId('shared-with').waitFor({ state: 'detached' });
    await type('What I say now is mine.');
    const own = await page.evaluate<string>('window.voxbridge.sessionId');
    const bob = createApiClient(town().server.url, { apiKey: keyOf('Bob') });
    const seen = answerOf(await bob.GET('/api/sessions')).map(({ id }) => id);
    expect(seen).toContain(ofGroup);
    expect(seen).not.toContain(own);
  });

  it('gives roles, takes people out, and deletes', async () => {
    app = await AppPage.openAs(town(), '/groups', keyOf('Ann'));
    const { page } = app;
    await page.getByTestId('group').getByRole('link', { name: 'Support' }).click();
    const bob = page.getByTestId('group-member').filter({ hasText: 'Bob' });
    await bob.getByTestId('member-role').selectOption('admin');
    const api = createApiClient(town().server.url, { apiKey: keyOf('Bob') });
    const role = async () => answerOf(await api.GET('/api/groups'))[0]?.role;
    while ((await role()) !== 'admin') await new Promise((resolve) => setTimeout(resolve, 50));
    await bob.getByTestId('take-out').click();
    await page.getByTestId('confirm').click();
    await bob.waitFor({ state: 'detached' });
    expect(await role()).toBeUndefined();
    await page.getByRole('button', { name: 'Support' }).click();
    await page.getByTestId('delete').click();
    await page.getByTestId('confirm').click();
    await page.getByTestId('empty').waitFor();
  });
});
