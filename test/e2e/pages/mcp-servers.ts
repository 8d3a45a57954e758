import { answerOf } from '@vox/api-client';

import { McpShop } from '../../integration/support/mcp-shop';
import { AppPage, type Town } from '../support/app-page';

/** Servers of tools by the Model Context Protocol: added, connected, their tools called and given to an agent. */
export function mcpServerPages(town: () => Town): void {
  let app: AppPage;
  let shop: McpShop;

  beforeAll(async () => {
    shop = await McpShop.start();
  });

  afterAll(() => shop?.close());

  afterEach(async () => {
    const others = app?.complaints.filter((complaint) => !complaint.includes('status of 4'));
    expect(others).toEqual([]);
    await app?.close();
  });

  it('are added, connected to, called by hand, and given to an agent', async () => {
    app = await AppPage.open(town(), '/tools');
    const { page } = app;
    await page.getByRole('link', { name: 'Servers of tools (MCP)' }).click();
    expect(await app.faults(() => page.getByTestId('empty').waitFor())).toEqual([]);
    await page.getByTestId('new-mcp-server').click();
    await page.getByTestId('field-name').fill('no name');
    await page.getByTestId('field-url').fill(shop.url);
    await page.getByTestId('save').click();
    await page.locator('[data-testid="field-name"][aria-invalid="true"]').waitFor();
    await page.getByTestId('field-name').fill('shop');
    await page.getByTestId('add-header').click();
    await page.getByLabel('Name of header 1').fill('Authorization');
    await page.getByLabel('Value of header 1').fill('Bearer wholly-secret');
    await page.getByTestId('save').click();
    await page.getByTestId('connect').click();
    await page.locator('[data-testid="connected"][data-ok="true"]').waitFor();
    await page.getByText('There are: Authorization.').waitFor();

    const tool = page.getByTestId('mcp-tool').filter({ hasText: 'shop__find_item' });
    await tool.locator('summary').click();
    await tool.getByTestId('argument-query').fill('tea');
    await tool.getByTestId('try').click();
    await tool.locator('[data-testid="tool-result"][data-ok="true"]').waitFor();
    expect(shop.calls).toMatchObject([{ tool: 'find.item', given: { query: 'tea' } }]);
    expect(await app.faults(() => tool.getByTestId('tool-result').waitFor())).toEqual([]);

    const [agent] = answerOf(await town().server.api.GET('/api/agents'));
    const id = agent?.id ?? '';
    await app.goto(`/agents/${id}`);
    await page.getByTestId('tool-shop__*').check();
    await page.getByTestId('save').click();
    await page.getByText('Saved.').waitFor();
    const params = { path: { id } };
    const saved = answerOf(await town().server.api.GET('/api/agents/{id}', { params }));
    expect(saved.tools).toContain('shop__*');

    await app.goto('/mcp-servers');
    const server = page.getByTestId('mcp-server').filter({ hasText: 'shop' });
    expect(await app.faults(() => server.getByText('Connected').waitFor())).toEqual([]);
    await server.getByRole('button', { name: 'More for' }).click();
    await page.getByTestId('delete').click();
    await page.getByTestId('confirm').click();
    await server.waitFor({ state: 'detached' });
  });

  it('are given other secret headers with nothing else changed', async () => {
    const { api } = town().server;
    const secret_headers = { Authorization: 'Bearer first-secret' };
    const body = { name: 'shelf', url: shop.url, secret_headers };
    const { id } = answerOf(await api.POST('/api/mcp-servers', { body }));
    app = await AppPage.open(town(), `/mcp-servers/${id}`);
    const { page } = app;
    await page.getByText('There are: Authorization.').waitFor();
    await page.getByTestId('add-header').click();
    await page.getByLabel('Name of header 1').fill('Authorization');
    await page.getByLabel('Value of header 1').fill('Bearer second-secret');
    await page.getByTestId('save').click();
    await page.getByText('Saved.').waitFor();
    const tool = page.getByTestId('mcp-tool').filter({ hasText: 'shelf__find_item' });
    await tool.locator('summary').click();
    await tool.getByTestId('argument-query').fill('ink');
    await tool.getByTestId('try').click();
    await tool.locator('[data-testid="tool-result"][data-ok="true"]').waitFor();
    const sent = shop.requests.map(({ headers }) => headers.authorization);
    expect(sent).toContain('Bearer second-secret');
    await api.DELETE('/api/mcp-servers/{id}', { params: { path: { id } } });
  });
}
