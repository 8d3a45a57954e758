import { answerOf } from '@vox/api-client';
import { EmbeddedPostgres } from '@vox/database';

import { openQueue } from '../../../libs/jobs/src/bull-connection';
import { VoiceSocketClient } from '../../../apps/console/src/voice-socket-client';
import { eventually } from '../../support/eventually';
import { AppPage, type Town } from '../support/app-page';

/** Figures over time, and background work that was given up. */
export function figuresPages(town: () => Town): void {
  let app: AppPage;
  let queue: ReturnType<typeof openQueue> | undefined;

  afterEach(async () => {
    await queue?.close();
    queue = undefined;
    expect(app?.complaints).toEqual([]);
    await app?.close();
  });

  it('draws how turns went, and says the same in tables', async () => {
    const client = await VoiceSocketClient.connect(town().server.socketUrl);
    const { session_id: id } = await client.start({ user_id: 'gil' });
    client.send({ event: 'text_message', data: { text: 'What time is it?' } });
    await client.waitFor('turn_complete');
    await client.close();
    const { api } = town().server;
    // What was asked for is written a moment later.
    await eventually(
      async () => answerOf(await api.GET('/api/costs', { params: { query: { group: 'agent' } } })),
      (costs) => costs.length > 0,
    );
    await eventually(
      () => town().server.messages(id),
      (messages) => messages.length > 0,
    );

    app = await AppPage.open(town(), '/figures');
    const { page } = app;
    const latency = page.getByTestId('latency');
    expect(await app.faults(() => latency.locator('canvas').waitFor())).toEqual([]);
    await page.locator('canvas').nth(3).waitFor();
    const agents = page.getByTestId('cost-agents').locator('tbody tr');
    await agents.filter({ hasText: 'Vox' }).filter({ hasText: '$0.00' }).waitFor();
    const turns = page.getByTestId('turns');
    await turns.locator('summary').click();
    expect(await turns.locator('tbody tr').count()).toBe(24);
    const counted = await turns.locator('tbody td:nth-of-type(1)').allTextContents();
    expect(counted.reduce((sum, count) => sum + Number(count), 0)).toBeGreaterThan(0);
    await page.getByTestId('stage').selectOption('ttft_ms');
    await latency.getByRole('heading', { name: 'First word of the answer' }).waitFor();
    await latency.locator('summary').click();
    const medians = await latency.locator('tbody td:nth-of-type(1)').allTextContents();
    expect(medians.filter((median) => /^\d+ ms$/u.test(median)).length).toBeGreaterThan(0);
    await page.getByTestId('segment-month').click();
    await turns.locator('tbody tr').nth(29).waitFor();
    await page.getByTestId('load').getByText('of 100 sessions').waitFor();
  });

  it('tries work again that was given up, and drops it', async () => {
    const url = (await EmbeddedPostgres.urlOfRunning(town().server.dataDir)) ?? '';
    const background = openQueue({ backend: 'postgres', url }, 'background', {});
    queue = background;
    await background.add('conversation.of-no-use', {}, { jobId: 'given-up' });
    app = await AppPage.open(town(), '/health');
    const { page } = app;
    const job = page.getByTestId('job').filter({ hasText: 'conversation.of-no-use' });
    expect(await app.faults(() => job.waitFor())).toEqual([]);
    await job.getByText('no handler for').waitFor();
    const before = (await background.getJob('given-up'))?.finishedOn ?? 0;
    await job.getByTestId('retry').click();
    await eventually(
      async () => (await background.getJob('given-up'))?.finishedOn ?? 0,
      (finishedAtMs) => finishedAtMs > before,
    );
    await job.getByTestId('drop').click();
    await job.waitFor({ state: 'detached' });
    // The row may have gone because the list was read while the job was tried again.
    await eventually(
      () => background.getJob('given-up'),
      (found) => found === undefined,
    );
  });
}
