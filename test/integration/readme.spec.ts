import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** What the product's own sources say, the page's texts included. */
function sources(): string {
  return ['src', 'libs', 'apps', 'scripts']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /(?<!\.spec)\.(?:ts|tsx|mjs)$/u.test(entry.name))
        .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8')),
    )
    .join('\n');
}

describe('The README', () => {
  it('quotes what the product says when something does not work', () => {
    const table = /## When something does not work\n(?<rows>[^]*?)\n\n\w/u.exec(readme)?.groups;
    const quoted = [...(table?.['rows'] ?? '').matchAll(/^\| "(?<text>[^"]+)"/gmu)].map(
      ({ groups }) => groups?.['text'] ?? '',
    );
    expect(quoted.length).toBeGreaterThanOrEqual(5);
    const said = sources();
    expect(quoted.filter((text) => !said.includes(text))).toEqual([]);
  });

  it('names npm commands that there are', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [...readme.matchAll(/npm (?:run )?(?<name>[a-z][a-z\d:]*)/gu)].map(
      ({ groups }) => groups?.['name'] ?? '',
    );
    const npmOwn = ['run', 'install'];
    const missing = named.filter((name) => scripts[name] === undefined && !npmOwn.includes(name));
    expect(missing).toEqual([]);
  });

  it('names variables that the server reads', () => {
    const example = readFileSync(join(root, '.env.example'), 'utf8');
    const composeOnly = ['POSTGRES_PASSWORD'];
    const named = [...readme.matchAll(/`(?<name>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=[^`]*)?`/gu)]
      .map(({ groups }) => groups?.['name'] ?? '')
      .filter((name) => name !== 'APPLICATION_ID');
    const missing = named.filter(
      (name) => !example.includes(`# ${name}=`) && !composeOnly.includes(name),
    );
    expect(missing).toEqual([]);
  });
});
