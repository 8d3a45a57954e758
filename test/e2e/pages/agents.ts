import { answerOf } from '@vox/api-client';

import { AppPage, type Town } from '../support/app-page';

/** Agents: made, changed, heard, talked to. */
export function agentPages(town: () => Town): void {
  let app: AppPage;

  beforeEach(async () => {
    app = await AppPage.open(town(), '/agents');
  });

  afterEach(async () => {
    // What the form was refused is in the console of every browser.
    const others = app.complaints.filter((complaint) => !complaint.includes('status of 4'));
    expect(others).toEqual([]);
    await app.close();
  });

  const agentNamed = async (name: string) =>
    answerOf(await town().server.api.GET('/api/agents')).find((agent) => agent.name === name);
  const card = (name: string) => app.page.getByTestId('agent').filter({ hasText: name });

  it('are made, told at the field what is wrong, changed, and heard before they are saved', async () => {
    const { page } = app;
    expect(await app.faults(() => card('Vox').waitFor())).toEqual([]);
    await page.getByTestId('new-agent').click();
    await page.getByTestId('field-name').fill('Vox');
    await page.getByTestId('field-system_prompt').fill('You read the news.');
    await page.getByTestId('save').click();
    await page.locator('[data-testid="field-name"][aria-invalid="true"]').waitFor();
    await page.getByTestId('field-name').fill('Newsreader');
    await page.getByTestId('field-temperature').fill('7');
    await page.getByTestId('save').click();
    await page.locator('[data-testid="field-temperature"][aria-invalid="true"]').waitFor();
    await page.getByTestId('field-temperature').fill('0.3');
    await page.getByTestId('save').click();
    await page.getByRole('heading', { name: 'Newsreader' }).waitFor();
    expect(await agentNamed('Newsreader')).toMatchObject({ temperature: 0.3, is_active: true });

    const name = page.getByTestId('field-name');
    expect(await app.faults(() => name.waitFor())).toEqual([]);
    await page.getByTestId('field-discord.wake_phrases').fill('hey news\nnews');
    await page.getByTestId('tool-current_time').check();
    await page.getByTestId('save').click();
    await page.getByText('Saved.').waitFor();
    expect(await agentNamed('Newsreader')).toMatchObject({
      tools: ['current_time'],
      temperature: 0.3,
      discord: { wake_phrases: ['hey news', 'news'] },
    });

    await page.getByTestId('preview-speak').click();
    await page.getByTestId('preview-sound').waitFor();
  });

  it('become the default, are talked to, and are deleted', async () => {
    const { page } = app;
    const { api } = town().server;
    const body = { name: 'Guide', system_prompt: 'You guide.' };
    answerOf(await api.POST('/api/agents', { body }));
    await page.reload();
    await card('Guide').getByRole('button', { name: 'Talk' }).click();
    await page.getByTestId('text-input').fill('Hello.');
    await page.getByTestId('text-send').click();
    await page.locator('[data-testid="turn-agent"] .turn-speaker', { hasText: 'Guide' }).waitFor();
    const id = await page.evaluate<string>('window.voxbridge.sessionId');
    const guide = await agentNamed('Guide');
    expect((await town().server.session(id)).agent_id).toBe(guide?.id);

    await page.getByRole('link', { name: 'Agents' }).click();
    await page.getByTestId('call-pill').waitFor();
    await card('Guide').getByRole('button', { name: 'More for' }).click();
    await page.getByTestId('make-default').click();
    await card('Guide').getByText('Default').waitFor();
    await card('Vox').getByRole('button', { name: 'More for' }).click();
    await page.getByTestId('make-default').click();
    await card('Vox').getByText('Default').waitFor();
    await card('Guide').getByRole('button', { name: 'More for' }).click();
    await page.getByTestId('delete').click();
    await page.getByTestId('confirm').click();
    await card('Guide').waitFor({ state: 'detached' });
  });
}
