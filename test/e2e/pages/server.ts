import { answerOf } from '@vox/api-client';

import { startEchoingServer } from '../../integration/support/echoing-server';
import { AppPage, type Town } from '../support/app-page';
import { StandInProcess } from '../support/stand-in-process';

const REPLY = 'Here I am.';

/** Servers that answer, hear and speak; tools; health. */
export function serverPages(town: () => Town): void {
  let app: AppPage;
  let chat: StandInProcess;

  beforeAll(async () => {
    chat = await StandInProcess.start('openai-chat', '--reply', REPLY);
  });

  afterAll(() => chat?.kill());

  afterEach(async () => {
    expect(app?.complaints).toEqual([]);
    await app?.close();
  });

  it('adds a server of models, tries it, lists what it has, and deletes it', async () => {
    app = await AppPage.open(town(), '/providers');
    const { page } = app;
    const provider = (name: string) => page.getByTestId('provider').filter({ hasText: name });
    expect(await app.faults(() => provider('demo').first().waitFor())).toEqual([]);
    await page.getByTestId('new-provider').click();
    await page.getByTestId('field-name').fill('Attic');
    await page.getByTestId('field-base_url').fill(chat.url);
    await page.getByTestId('field-api_key').fill('a key of the attic');
    await page.getByTestId('save').click();
    await page.getByTestId('test').click();
    await page.locator('[data-testid="trial"][data-ok="true"]', { hasText: REPLY }).waitFor();
    await page.getByTestId('models').click();
    await page.getByTestId('listed').waitFor();
    const base = page.getByTestId('field-base_url');
    expect(await app.faults(() => base.waitFor())).toEqual([]);
    const [added] = answerOf(await town().server.api.GET('/api/providers')).filter(
      ({ name }) => name === 'Attic',
    );
    expect(added).toMatchObject({ kind: 'local', has_api_key: true });

    await app.goto('/providers');
    await provider('Attic').getByRole('button', { name: 'More for' }).click();
    await page.getByTestId('delete').click();
    await page.getByTestId('confirm').click();
    await provider('Attic').waitFor({ state: 'detached' });
  });

  it('shows who hears and who speaks, with their voices', async () => {
    app = await AppPage.open(town(), '/providers?role=tts');
    const { page } = app;
    await page.getByTestId('voices').first().click();
    await page.getByTestId('listed').waitFor();
    await page.getByRole('link', { name: 'Hearing' }).click();
    await page.getByTestId('provider').filter({ hasText: 'embedded' }).waitFor();
  });

  it('shows what came of a trial with the server that was tried, not with its namesake of another kind', async () => {
    app = await AppPage.open(town(), '/providers?role=stt');
    const { page } = app;
    const embedded = page.getByTestId('provider').filter({ hasText: 'embedded' }).first();
    await embedded.waitFor();
    await page.getByRole('link', { name: 'Speaking' }).click();
    await page.getByTestId('voices').first().waitFor();
    await embedded.getByTestId('test').click();
    await embedded.getByTestId('trial').waitFor();
    await page.getByRole('link', { name: 'Hearing' }).click();
    await page.getByTestId('voices').first().waitFor({ state: 'detached' });
    await embedded.getByTestId('test').waitFor();
    expect(await page.getByTestId('trial').count()).toBe(0);
  });

  it('makes a tool, calls it, and shows what a model would be given', async () => {
    app = await AppPage.open(town(), '/tools');
    const { page } = app;
    const tool = page.getByTestId('tool');
    expect(await app.faults(() => tool.first().waitFor())).toEqual([]);
    await page.getByTestId('new-tool').click();
    await page.getByTestId('field-name').fill('server_version');
    await page.getByTestId('field-description').fill('Tells which version runs.');
    await page.getByTestId('field-url').fill(`${town().server.url}/api/info?of={part}`);
    await page.getByRole('button', { name: 'Have the model give part' }).click();
    await page.getByLabel('What value 1 is').fill('Which part of it.');
    await page.getByTestId('add-parameter').click();
    await page.getByLabel('Name of value 2').fill('tone');
    await page.getByTestId('field-url').fill(`${town().server.url}/api/info?of={part}&as={tone}`);
    await page.getByLabel('Kind of value 2').selectOption('choice');
    await page.getByLabel('Choices of value 2').fill('short, long');
    await page.getByLabel('Value 2 is needed').uncheck();
    await page.getByTestId('field-response_path').fill('version');
    await page.getByTestId('add-header').click();
    await page.getByLabel('Name of header 1').fill('X-Test');
    await page.getByLabel('Value of header 1').fill('a secret of the tool');
    await page.getByTestId('save').click();
    await page.getByTestId('argument-part').fill('all of it');
    await page.getByTestId('argument-tone').selectOption('long');
    await page.getByTestId('try').click();
    await page.locator('[data-testid="tool-result"][data-ok="true"]').waitFor();
    const { data: info } = await town().server.api.GET('/api/info');
    expect(await page.getByTestId('tool-result').textContent()).toContain(info?.version);
    const name = page.getByTestId('field-name');
    expect(await app.faults(() => name.waitFor())).toEqual([]);
    await page.getByText('There are: X-Test.').waitFor();
    const tools = answerOf(await town().server.api.GET('/api/tools'));
    expect(tools.find((one) => one.name === 'server_version')?.parameters).toEqual({
      type: 'object',
      properties: {
        part: { type: 'string', description: 'Which part of it.' },
        tone: { type: 'string', enum: ['short', 'long'] },
      },
      required: ['part'],
      additionalProperties: false,
    });
  });

  it('gives a tool other secret headers with nothing else changed', async () => {
    const shelf = await startEchoingServer();
    try {
      const body = {
        name: 'look_at_shelf',
        description: 'Looks at the shelf.',
        url: shelf.url,
        secret_headers: { 'X-Test': 'the first secret' },
      };
      const { id } = answerOf(await town().server.api.POST('/api/tools', { body }));
      app = await AppPage.open(town(), `/tools/${id}`);
      const { page } = app;
      await page.getByText('There are: X-Test.').waitFor();
      await page.getByTestId('add-header').click();
      await page.getByLabel('Name of header 1').fill('X-Test');
      await page.getByLabel('Value of header 1').fill('the second secret');
      await page.getByTestId('save').click();
      await page.getByText('Saved.').waitFor();
      await page.getByText('There are: X-Test.').waitFor();
      await page.getByTestId('try').click();
      await page.getByTestId('tool-result').waitFor();
      expect(shelf.received).toEqual([expect.stringContaining('"x-test":"the second secret"')]);
    } finally {
      shelf.close();
    }
  });

  it('says how the server is, part by part', async () => {
    app = await AppPage.open(town(), '/health');
    const { page } = app;
    expect(await app.faults(() => page.getByTestId('health').waitFor())).toEqual([]);
    expect(await page.getByTestId('health-part').count()).toBeGreaterThanOrEqual(8);
    await page.getByText('Off: no bot has a token.').waitFor();
  });
}
