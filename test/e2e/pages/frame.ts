import { AppPage, type Town } from '../support/app-page';

/** What a browser may load of scripts, compressed, before the first call. */
const MOST_BYTES = 120_000;

/** A language, what starts a call in it, and what conversations are called. */
const SPOKEN = [
  ['de', 'Gespräch beginnen', 'Gespräche'],
  ['fr', 'Commencer à parler', 'Conversations'],
  ['es', 'Empezar a hablar', 'Conversaciones'],
] as const;

/** The frame around all pages: the way between them, languages, and what Talk loads. */
export function frameOfPages(town: () => Town): void {
  it('has axe find nothing on Talk, nor where an address leads nowhere', async () => {
    const app = await AppPage.open(town(), '/');
    const talk = app.page.getByTestId('talk-button');
    expect(await app.faults(() => talk.waitFor())).toEqual([]);
    await app.goto('/nowhere');
    const heading = app.page.getByRole('heading', { name: 'There is nothing here' });
    expect(await app.faults(() => heading.waitFor())).toEqual([]);
    expect(app.complaints).toEqual([]);
    await app.close();
  });

  it('loads for Talk neither the other pages nor what carries calls', async () => {
    const app = await AppPage.open(town(), '/');
    await app.page.getByTestId('talk-button').waitFor();
    const scripts = await app.page.evaluate<string[]>(
      `performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.endsWith('.js'))`,
    );
    const names = scripts.map((script) => script.split('/').at(-1) ?? '');
    expect(names.filter((name) => /^(media|schemas|page|conversations)/u.test(name))).toEqual([]);
    const bytes = await app.page.evaluate<number>(`
      Promise.all(${JSON.stringify(scripts)}.map(async (script) => {
        const { body } = await fetch(script);
        return (await new Response(body.pipeThrough(new CompressionStream('gzip'))).arrayBuffer()).byteLength;
      })).then((sizes) => sizes.reduce((sum, size) => sum + size, 0))
    `);
    expect(bytes).toBeLessThan(MOST_BYTES);
    await app.close();
  });

  it('leads by keyboard to the content and to another page, whose heading then has the focus', async () => {
    const app = await AppPage.open(town(), '/');
    const { page } = app;
    await page.getByTestId('talk-button').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    await page.getByRole('link', { name: 'Conversations' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('h1:focus', { hasText: 'Conversations' }).waitFor();
    expect(await page.title()).toBe('Conversations · VoxBridge');
    await app.close();
  });

  it('speaks the language that is chosen, also after a reload', async () => {
    const app = await AppPage.open(town(), '/', 390);
    const { page } = app;
    for (const [language, start, conversations] of SPOKEN) {
      await page.getByTestId('language-select').selectOption(language);
      await page.getByText(start).waitFor();
      await page.reload();
      await page.getByText(start).waitFor();
      expect(await page.evaluate('document.documentElement.lang')).toBe(language);
      await page.getByRole('link', { name: conversations }).click();
      await page.getByRole('heading', { name: conversations, level: 1 }).waitFor();
      await page.goBack();
    }
    await app.close();
  });
}
