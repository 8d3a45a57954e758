import { readFile, writeFile } from 'node:fs/promises';

import { answerOf } from '@vox/api-client';

import { AppPage, type Town } from '../support/app-page';

/** Agents: doubled, written to a file, read from one, and how long what they said is kept. */
export function agentFiles(town: () => Town): void {
  let app: AppPage;

  beforeEach(async () => {
    app = await AppPage.open(town(), '/agents');
  });

  afterEach(async () => {
    // What an import was refused is in the console of every browser.
    const others = app.complaints.filter((complaint) => !complaint.includes('status of 4'));
    expect(others).toEqual([]);
    await app.close();
  });

  const agentNamed = async (name: string) =>
    answerOf(await town().server.api.GET('/api/agents')).find((agent) => agent.name === name);
  const card = (name: string) =>
    app.page
      .getByTestId('agent')
      .filter({ has: app.page.getByRole('link', { name, exact: true }) });
  const menuOf = (name: string) => card(name).getByRole('button', { name: 'More for' });

  it('are doubled, and keep what was said for as long as they say', async () => {
    const { page } = app;
    await menuOf('Vox').click();
    await page.getByTestId('duplicate').click();
    await card('Vox 2').getByRole('link').click();
    await page.getByTestId('field-retention_days').fill('30');
    await page.getByTestId('field-tool_confirmation').selectOption('always');
    await page.getByTestId('field-redact_stored-phone').check();
    await page.getByTestId('field-redact_for_models-iban').check();
    await page.getByTestId('save').click();
    await page.getByText('Saved.').waitFor();
    const changed = {
      retention_days: 30,
      tool_confirmation: 'always',
      redact_stored: ['phone'],
      redact_for_models: ['iban'],
    };
    expect(await agentNamed('Vox 2')).toMatchObject(changed);
  });

  it('go to a file and come back from it, told what is missing before anything is made', async () => {
    const { page } = app;
    await menuOf('Vox 2').click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByTestId('export').click(),
    ]);
    expect(file.suggestedFilename()).toBe('Vox 2.agent.json');
    const path = await file.path();
    const document = JSON.parse(await readFile(path, 'utf8')) as { agent: object };
    const steps = [{ provider: 'elsewhere' }];
    await writeFile(
      path,
      JSON.stringify({ ...document, agent: { ...document.agent, name: 'Ada', llm_steps: steps } }),
    );

    await page.getByTestId('import-agent').click();
    await page.getByTestId('submit').click();
    await page.locator('[data-testid="import-file"][aria-invalid="true"]').waitFor();
    await page.getByTestId('import-file').setInputFiles(path);
    expect(await app.faults(() => page.getByTestId('import-file').waitFor())).toEqual([]);
    await page.getByTestId('submit').click();
    await page.getByTestId('failure').getByText('llm_steps').waitFor();
    expect(await agentNamed('Ada')).toBeUndefined();
    await page.getByTestId('import-without').check();
    await page.getByTestId('submit').click();
    await page.getByTestId('imported').getByText('elsewhere').waitFor();
    expect(await agentNamed('Ada')).toMatchObject({
      retention_days: 30,
      redact_stored: ['phone'],
      llm_steps: null,
    });
    await page.getByTestId('submit').click();
    await card('Ada').waitFor();
  });
}
