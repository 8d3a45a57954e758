import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { DocsController } from './docs.controller';
import { PAGE, START_SCRIPT } from './docs-page';

it('is made of nothing from elsewhere, of no script in the page itself, and of files that are there', () => {
  const names = [...PAGE.matchAll(/(?:src|href)="docs\/(?<name>[^"]+)"/gu)].map(
    ({ groups }) => groups?.['name'] ?? '',
  );
  expect(names).toEqual(['swagger-ui.css', 'swagger-ui-bundle.js', 'start.js']);
  expect(PAGE).not.toMatch(/https?:|<script>/u);
  expect(START_SCRIPT).not.toMatch(/https?:/u);
  const folder = dirname(require.resolve('swagger-ui-dist/package.json'));
  for (const name of names.slice(0, 2)) expect(existsSync(join(folder, name))).toBe(true);
  const { options } = new DocsController().file('start.js');
  expect(options.type).toBe('text/javascript; charset=utf-8');
});
