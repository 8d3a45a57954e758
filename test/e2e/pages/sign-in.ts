import { AppPage, type Town } from '../support/app-page';

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
}
