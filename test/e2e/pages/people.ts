import { readFile } from 'node:fs/promises';

import { answerOf, createApiClient } from '@vox/api-client';

import { AppPage, type Town } from '../support/app-page';

/** Accounts, keys, the record: made, used, taken back. */
export function peoplePages(town: () => Town, apiKey: string): void {
  let app: AppPage;

  afterEach(async () => {
    // What a form was refused is in the console of every browser.
    const others = app.complaints.filter((complaint) => !complaint.includes('status of 4'));
    expect(others).toEqual([]);
    await app.close();
  });

  const everybody = async () => answerOf(await town().server.api.GET('/api/users'));
  const person = (name: string) => app.page.getByTestId('person').filter({ hasText: name });
  const key = (name: string) => app.page.getByTestId('key').filter({ hasText: name });
  const readyAt = (testId: string) => () => app.page.getByTestId(testId).first().waitFor();

  it('makes a key for somebody new, which opens what it may, and no more once it is revoked', async () => {
    app = await AppPage.openAs(town(), '/keys', apiKey);
    const { page } = app;
    expect(await app.faults(readyAt('empty'))).toEqual([]);
    await page.getByTestId('new-key').click();
    await page.getByTestId('key-owner-name').fill('Ann');
    await page.getByTestId('submit').click();
    await page.getByLabel('What it is for').and(page.locator('[aria-invalid="true"]')).waitFor();
    await page.getByTestId('key-name').fill('Kitchen tablet');
    await page.getByTestId('scope-read').check();
    await page.getByTestId('key-validity').selectOption('30');
    expect(await app.faults(readyAt('key-name'))).toEqual([]);
    await page.getByTestId('submit').click();
    const made = await page.getByTestId('made-key').inputValue();
    expect(await app.faults(readyAt('made-key'))).toEqual([]);
    await page.getByTestId('key-kept').click();
    await key('Kitchen tablet').getByText('Ann').waitFor();
    // A first try without a name of the key has made nobody twice.
    expect((await everybody()).map(({ display_name: name }) => name)).toEqual(['Ann']);
    expect(await page.content()).not.toContain(made);

    const api = createApiClient(town().server.url, { apiKey: made });
    expect(answerOf(await api.GET('/api/me'))).toMatchObject({ scopes: ['talk', 'read'] });
    expect((await api.GET('/api/users')).response.status).toBe(403);
    expect(await app.faults(readyAt('key'))).toEqual([]);
    await key('Kitchen tablet').getByTestId('revoke').click();
    await page.getByTestId('confirm').click();
    await key('Kitchen tablet').getByText('Revoked').waitFor();
    expect((await api.GET('/api/me')).response.status).toBe(401);
  });

  it('makes an account, changes it, keeps what is remembered, and gives and erases what is kept', async () => {
    app = await AppPage.openAs(town(), '/people/new', apiKey);
    const { page } = app;
    await page.getByTestId('field-display_name').fill('Ben');
    await page.getByTestId('field-email').fill('no address');
    await page.getByTestId('save').click();
    await page.locator('[data-testid="field-email"][aria-invalid="true"]').waitFor();
    await page.getByTestId('field-email').fill('ben@example.org');
    await page.getByTestId('save').click();
    await page.getByRole('heading', { name: 'Ben' }).waitFor();
    await page.getByTestId('field-role').selectOption('guest');
    await page.getByTestId('save').click();
    await page.getByText('Saved.').waitFor();
    const [ben] = await everybody();
    expect(ben).toMatchObject({ display_name: 'Ben', email: 'ben@example.org', role: 'guest' });

    await page.getByTestId('memory-allowed').click();
    await page.locator('[data-testid="memory-allowed"]:checked').waitFor();
    const params = { path: { id: ben?.id ?? '' } };
    const allowed = async () =>
      answerOf(await town().server.api.GET('/api/users/{id}/memory', { params })).enabled;
    await expectSoon(allowed, true);
    await page.getByTestId('new-key').click();
    await page.getByTestId('key-name').fill('Phone');
    await page.getByTestId('submit').click();
    await page.getByTestId('key-kept').click();
    await key('Phone').waitFor();
    expect(await app.faults(readyAt('erase-person'))).toEqual([]);

    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByTestId('export-person').click(),
    ]);
    expect(await readFile(await file.path(), 'utf8')).toContain('ben@example.org');
    await page.getByTestId('erase-person').click();
    await page.getByTestId('keep-account').uncheck();
    expect(await app.faults(readyAt('keep-account'))).toEqual([]);
    await page.getByTestId('submit').click();
    await page.locator('[data-testid="erasure"][data-state="done"]').waitFor();
    expect((await everybody()).map(({ display_name: name }) => name)).toEqual(['Ann']);
  });

  it('lists people and what was changed, narrowed to one, one kind, or one thing', async () => {
    app = await AppPage.openAs(town(), '/people', apiKey);
    const { page } = app;
    expect(await app.faults(() => person('Ann').waitFor())).toEqual([]);
    await page.getByRole('link', { name: 'Record' }).click();
    const entry = page.getByTestId('audit-entry');
    expect(await app.faults(() => entry.first().waitFor())).toEqual([]);
    const revoked = entry.filter({ hasText: 'Key revoked' });
    await revoked.getByRole('link', { name: 'Key revoked' }).click();
    await page.getByTestId('audit-action').waitFor();
    await entry.filter({ hasNotText: 'Key revoked' }).first().waitFor({ state: 'detached' });
    await page.getByTestId('audit-all').click();
    await entry.filter({ hasText: 'User added' }).first().waitFor();
  });

  it('shows somebody who may not administer their own account, and no door that they cannot open', async () => {
    const { api } = town().server;
    const ann = (await everybody()).find(({ display_name: name }) => name === 'Ann');
    const body = {
      user_id: ann?.id ?? '',
      name: 'Read',
      scopes: ['talk' as const, 'read' as const],
    };
    const { key: annKey } = answerOf(await api.POST('/api/keys', { body }));
    app = await AppPage.openAs(town(), '/health', annKey);
    const { page } = app;
    await page.getByTestId('health').waitFor();
    await page.getByRole('link', { name: 'Keys' }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Server' }).click();
    await page.getByRole('heading', { name: 'Now', exact: true }).waitFor();
    await page.getByRole('link', { name: 'Your account' }).click();
    await page.getByRole('heading', { name: 'Ann' }).waitFor();
    expect(await app.faults(readyAt('export-person'))).toEqual([]);
    // Who they are in Discord: no code is good here, an admin says it, and they end it.
    await page.getByTestId('discord-code').fill('abcd-efgh');
    await page.getByTestId('link-discord').click();
    await page.getByText('not good (any more)').waitFor();
    const params = { path: { id: ann?.id ?? '' } };
    const discord = { discord_user_id: '712345678901234567' };
    answerOf(await api.PATCH('/api/users/{id}', { params, body: discord }));
    await page.reload();
    await page.getByText('712345678901234567').waitFor();
    expect(await app.faults(readyAt('unlink-discord'))).toEqual([]);
    await page.getByTestId('unlink-discord').click();
    await page.getByTestId('discord-code').waitFor();
    await app.goto('/keys');
    await page.getByText('Your key does not allow this.').waitFor();
  });
}

async function expectSoon<Value>(ask: () => Promise<Value>, wanted: Value): Promise<void> {
  while ((await ask()) !== wanted) await new Promise((resolve) => setTimeout(resolve, 50));
}
