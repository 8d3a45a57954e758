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
    await page.getByTestId('sign-out').click();
    await key.waitFor();
    await page.reload();
    await key.waitFor();
    await app.close();
  });
}
