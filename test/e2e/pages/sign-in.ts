import { randomUUID } from 'node:crypto';

import { answerOf, type ApiClient, type Schemas } from '@vox/api-client';

import { VoiceSocketClient } from '../../../apps/console/src/voice-socket-client';
import { eventually } from '../../support/eventually';
import { AppPage, type Town } from '../support/app-page';

type Scope = Schemas['Me']['scopes'][number];

/** Where the server asks for a key. */
export function signInPages(town: () => Town, apiKey: string): void {
  it('asks for a key, says when it is wrong, keeps it for the tab, and forgets it', async () => {
    const app = await AppPage.open(town(), '/agents');
    const { page } = app;
    const key = page.getByTestId('sign-in-key');
    expect(await app.faults(() => key.waitFor())).toEqual([]);
    await key.fill('another key');
    await page.keyboard.press('Enter');
    await page.getByText('The server does not know this key.').waitFor();
    await key.fill(apiKey);
    await page.keyboard.press('Enter');
    await page.getByTestId('agent').first().waitFor();
    expect(await page.evaluate<string[]>('Object.values(localStorage)')).not.toContain(apiKey);
    await page.reload();
    await page.getByTestId('agent').first().waitFor();
    await page.getByTestId('log-out').click();
    await key.waitFor();
    await page.reload();
    await key.waitFor();
    await app.close();
  });

  it('says on Talk that a key is needed without asking what would be refused', async () => {
    const app = await AppPage.open(town(), '/');
    const { page } = app;
    await page.locator('[data-testid="error-banner"][data-code="unauthorized"]').waitFor();
    expect(app.complaints).toEqual([]);
    await page.getByRole('link', { name: 'Agents' }).click();
    await page.getByTestId('sign-in-key').fill(apiKey);
    await page.keyboard.press('Enter');
    await page.getByTestId('agent').first().waitFor();
    await page.getByRole('link', { name: 'Talk' }).click();
    await page.getByTestId('error-banner').waitFor({ state: 'detached' });
    await page.getByTestId('log-out').click();
    await page.locator('[data-testid="error-banner"][data-code="unauthorized"]').waitFor();
    expect(await page.evaluate<string[]>('Object.values(sessionStorage)')).not.toContain(apiKey);
    await app.close();
  });

  it('takes the right key after a wrong one was refused on Talk, which then asks for none', async () => {
    const app = await AppPage.open(town(), '/');
    const { page } = app;
    const refused = page.waitForEvent('websocket').then((socket) => socket.waitForEvent('close'));
    await page.getByTestId('api-key-input').fill('another key');
    await page.keyboard.press('Enter');
    await refused;
    await page.locator('[data-testid="error-banner"][data-code="unauthorized"]').waitFor();
    await page.getByRole('link', { name: 'Agents' }).click();
    await page.getByTestId('sign-in-key').fill(apiKey);
    await page.keyboard.press('Enter');
    await page.getByTestId('agent').first().waitFor();
    await page.getByRole('link', { name: 'Talk' }).click();
    await page.getByTestId('talk-button').waitFor();
    await page.getByTestId('error-banner').waitFor({ state: 'detached' });
    await app.close();
  });

  it('has what was being written still there when the same person signs in again, and not for another', async () => {
    const { api } = town().server;
    const [ann, eve] = [await keysOf(api, 'Ann'), await keysOf(api, 'Eve')];
    const first = await ann.next();
    const app = await AppPage.openAs(town(), '/agents/new', first.key);
    const { page } = app;
    const prompt = page.getByTestId('field-system_prompt');
    const enter = async (key: string) => {
      await page.getByTestId('sign-in-key').fill(key);
      await page.keyboard.press('Enter');
      await prompt.waitFor();
    };
    // The page may have noticed by itself that the key has ended.
    const save = () => page.evaluate(`document.querySelector('[data-testid="save"]')?.click()`);
    await prompt.fill('A long text about plums.');
    await page.getByTestId('field-name').fill('Plums');
    await page.getByTestId('preview-text').fill('Plums are fruits that grow on trees. '.repeat(7));
    await page.getByTestId('preview-speak').click();
    const isSilent = () =>
      page.evaluate<boolean>(`document.querySelector('[data-testid="preview-sound"]').paused`);
    await page.getByTestId('preview-sound').waitFor();
    await eventually(isSilent, (silent) => !silent);
    await first.end();
    await save();
    await page.getByTestId('sign-in-key').waitFor();
    expect(await prompt.isVisible()).toBe(false);
    expect(await isSilent()).toBe(true);

    const second = await ann.next();
    await enter(second.key);
    expect(await prompt.inputValue()).toBe('A long text about plums.');

    await second.end();
    await save();
    await page.getByTestId('sign-in-key').waitFor();
    await enter((await eve.next()).key);
    expect(await prompt.inputValue()).toBe('');
    await app.close();
  });

  it('shows nothing of what one was shown to another who comes in on Talk', async () => {
    const { api } = town().server;
    const [ann, eve] = [await keysOf(api, 'Ann'), await keysOf(api, 'Eve', ['talk'])];
    const key = await ann.next();
    const app = await AppPage.openAs(town(), '/people', key.key);
    const { page } = app;
    await page.getByTestId('person').first().waitFor();
    await key.end();
    await app.goto('/agents');
    await page.getByTestId('sign-in-key').waitFor();
    await page.getByRole('link', { name: 'Talk' }).click();
    await page.getByTestId('api-key-input').fill((await eve.next()).key);
    await page.keyboard.press('Enter');
    await page.getByTestId('api-key-input').waitFor({ state: 'detached' });
    await app.goto('/people');
    await page.getByTestId('failure').waitFor();
    expect(await page.getByTestId('person').count()).toBe(0);
    await app.close();
  });

  it('shows somebody what goes on as far as they may know, and asks for nothing that is refused', async () => {
    const { api, socketUrl } = town().server;
    const user = answerOf(await api.POST('/api/users', { body: { display_name: 'Ann' } }));
    const body = { user_id: user.id, name: 'page', scopes: ['talk' as const, 'read' as const] };
    const { key } = answerOf(await api.POST('/api/keys', { body }));
    const own = await VoiceSocketClient.connect(socketUrl, { apiKey: key });
    const other = await VoiceSocketClient.connect(socketUrl, { apiKey });
    await own.start({ user_id: 'ann' });
    await other.start({ user_id: 'owner' });

    const app = await AppPage.open(town(), '/now');
    const { page } = app;
    await page.getByTestId('sign-in-key').fill(key);
    await page.keyboard.press('Enter');
    const rows = page.getByTestId('live-session');
    await rows.filter({ hasText: 'ann' }).waitFor();
    other.send({ event: 'text_message', data: { text: 'Nobody hears of plums.' } });
    await other.waitFor('turn_complete');
    own.send({ event: 'text_message', data: { text: 'Do you hear me?' } });
    await page.getByTestId('live-words').waitFor();
    expect(await rows.count()).toBe(1);
    expect(await page.getByText('plums').count()).toBe(0);
    expect(await page.getByTestId('load').count()).toBe(0);
    await own.close();
    await rows.waitFor({ state: 'detached' });
    await other.close();

    await app.goto('/health');
    await page.getByTestId('health').waitFor();
    await app.goto('/figures');
    await page.locator('canvas').first().waitFor();
    // Before the key was there.
    expect(app.complaints.filter((complaint) => !complaint.includes('status of 401'))).toEqual([]);
    await app.close();
  });
}

/** Makes somebody, and gives keys of theirs. */
async function keysOf(api: ApiClient, name: string, scopes: Scope[] = ['read', 'admin']) {
  const user = answerOf(await api.POST('/api/users', { body: { display_name: name } }));
  return {
    next: async () => {
      const body = { user_id: user.id, name: randomUUID(), scopes };
      const { id, key } = answerOf(await api.POST('/api/keys', { body }));
      const end = async () =>
        answerOf(await api.DELETE('/api/keys/{id}', { params: { path: { id } } }));
      return { key, end };
    },
  };
}
