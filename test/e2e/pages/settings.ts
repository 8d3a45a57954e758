import { answerOf } from '@vox/api-client';

import { AppPage, type Town } from '../support/app-page';

/** What is changed while the server runs. */
export function settingsPages(town: () => Town, apiKey: string): void {
  let app: AppPage;

  beforeEach(async () => {
    app = await AppPage.openAs(town(), '/settings', apiKey);
  });

  afterEach(() => app.close());

  const settings = async () => answerOf(await town().server.api.GET('/api/settings'));
  const setting = async (name: string) => (await settings()).find((one) => one.name === name);

  it('has a field for each setting of the server', async () => {
    const { page } = app;
    await page.getByTestId('field-LOG_LEVEL').waitFor();
    for (const { name } of await settings()) {
      expect([name, await page.getByTestId(`field-${name}`).count()]).toEqual([name, 1]);
    }
    expect(app.complaints).toEqual([]);
  });

  it('sets one, says at the field what cannot be, and gives it back to the environment', async () => {
    const { page } = app;
    const silence = page.getByTestId('field-SILENCE_THRESHOLD_MS');
    expect(await app.faults(() => silence.waitFor())).toEqual([]);
    await page.getByText('Empty: 600, as the environment has it.').waitFor();
    await silence.fill('7');
    await page.getByTestId('save').click();
    await page.locator('[data-testid="field-SILENCE_THRESHOLD_MS"][aria-invalid="true"]').waitFor();
    await silence.fill('450');
    await page.getByTestId('field-BARGE_IN_STRATEGY').selectOption('graceful');
    await page.getByTestId('save').click();
    await page.getByText('Saved.').waitFor();
    expect(await setting('SILENCE_THRESHOLD_MS')).toMatchObject({ value: 450, source: 'settings' });
    expect(await setting('BARGE_IN_STRATEGY')).toMatchObject({ value: 'graceful' });
    await page.reload();
    await silence.waitFor();
    expect(await silence.inputValue()).toBe('450');
    await silence.fill('');
    await page.getByTestId('save').click();
    await page.getByText('Saved.').waitFor();
    expect(await setting('SILENCE_THRESHOLD_MS')).toMatchObject({
      value: 600,
      source: 'environment',
    });
  });

  it('says at the field what is no number, and keeps what is set', async () => {
    const { page } = app;
    const { api } = town().server;
    answerOf(await api.PATCH('/api/settings', { body: { CAP_SESSION_USD: 5 } }));
    await page.reload();
    const cap = page.getByTestId('field-CAP_SESSION_USD');
    await cap.waitFor();
    expect(await cap.inputValue()).toBe('5');
    await cap.fill('');
    await cap.pressSequentially('1e');
    await page.getByTestId('save').click();
    await page.locator('[data-testid="field-CAP_SESSION_USD"][aria-invalid="true"]').waitFor();
    await page.getByText('This is no number.').waitFor();
    expect(await setting('CAP_SESSION_USD')).toMatchObject({ value: 5, source: 'settings' });
    await cap.fill('0,5');
    await cap.press('ArrowUp');
    expect(await cap.inputValue()).toBe('0.51');
    await page.getByTestId('save').click();
    await page.getByText('Saved.').waitFor();
    expect(await setting('CAP_SESSION_USD')).toMatchObject({ value: 0.51 });
    answerOf(await api.PATCH('/api/settings', { body: { CAP_SESSION_USD: null } }));
  });

  it('tells what has been kept long enough before anything is deleted', async () => {
    const { page } = app;
    await page.getByTestId('retention-try').click();
    await page.getByTestId('retention-told').getByText('Nothing is that old.').waitFor();
    expect(await page.getByTestId('retention-apply').count()).toBe(0);
  });
}
