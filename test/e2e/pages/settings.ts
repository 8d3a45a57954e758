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

  it('tells what has been kept long enough before anything is deleted', async () => {
    const { page } = app;
    await page.getByTestId('retention-try').click();
    await page.getByTestId('retention-told').getByText('Nothing is that old.').waitFor();
    expect(await page.getByTestId('retention-apply').count()).toBe(0);
  });
}
