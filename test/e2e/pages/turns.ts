import { VoiceSocketClient } from '../../../apps/console/src/voice-socket-client';
import { AppPage, type Town } from '../support/app-page';

/** One turn, explained. */
export function turnPages(town: () => Town): void {
  it('is reached from its answer, and tells the stages as a drawing and as a table', async () => {
    const client = await VoiceSocketClient.connect(town().server.socketUrl);
    const { session_id: id } = await client.start({ user_id: 'cleo' });
    client.send({ event: 'text_message', data: { text: 'What time is it?' } });
    await client.waitFor('turn_complete');
    await client.close();

    const app = await AppPage.open(town(), `/conversations/${id}`);
    const { page } = app;
    await page.getByRole('link', { name: 'How it went' }).click();
    const table = page.getByTestId('timeline-table');
    expect(await app.faults(() => table.waitFor())).toEqual([]);
    await page.locator('caption', { hasText: 'this day' }).waitFor();
    const rows = await table.locator('tbody tr').allTextContents();
    expect(rows).toHaveLength(await page.locator('.timeline-row').count());
    // Of what was typed there is no silence and no transcript; the median of the day is beside what it took.
    expect(rows[0]).toMatch(/^First word of the model.+ms.+ms.+demo/u);
    expect(rows.at(-1)).toContain('Spoken to you');
    await page.getByText('What time is it?').waitFor();
    expect(app.complaints).toEqual([]);
    await app.close();
  });
}
