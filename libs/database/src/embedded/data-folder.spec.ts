import { chmod, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { dataFolderProblem, makeDataFolder } from './data-folder';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'vox-data-folder-'));
});
afterEach(() => rm(root, { recursive: true }));

const problemOf = async (folder: string) => {
  const error = (await makeDataFolder(folder, 0o755).catch((caught: unknown) => caught)) as Error;
  return error?.message.replace(/^.*\n {2}- /u, '');
};

describe(makeDataFolder.name, () => {
  it('makes what is missing, with the rights that it is given, and leaves nothing else behind', async () => {
    await chmod(root, 0o700);
    const folder = path.join(root, 'one', 'two');
    await makeDataFolder(folder, 0o755);
    await makeDataFolder(folder, 0o755);
    expect(await readdir(folder)).toEqual([]);
    const modes = [root, path.dirname(folder), folder].map(
      async (at) => (await stat(at)).mode & 0o777,
    );
    expect(await Promise.all(modes)).toEqual([0o700, 0o755, 0o755]);
  });

  it('names a file that stands in the way', async () => {
    const file = path.join(root, 'file');
    await writeFile(file, '');
    expect(await problemOf(file)).toBe(`DATA_DIR: ${file} is a file, not a folder`);
    expect(await problemOf(path.join(file, 'deep'))).toBe(
      `DATA_DIR: ${file} is a file, not a folder`,
    );
    expect(await problemOf('/etc/passwd')).toBe('DATA_DIR: /etc/passwd is a file, not a folder');
  });

  it('ends where nothing can be made', async () => {
    expect(await problemOf('/proc/nope/deep')).toMatch(
      /^DATA_DIR: cannot make \/proc\/nope \(no folder can be made there, ENOENT\)$/u,
    );
    expect(await problemOf('/dev/null/deep')).toBe('DATA_DIR: /dev/null is a file, not a folder');
  });

  it('ends where nothing can be written', async () => {
    expect(await problemOf('/proc')).toMatch(/^DATA_DIR: cannot write to \/proc \(/u);
    expect(await problemOf('/sys/kernel')).toMatch(/^DATA_DIR: cannot write to \/sys\/kernel \(/u);
  });

  it('ends at links that lead round in a circle, and at names that no disk holds', async () => {
    const link = path.join(root, 'link');
    await symlink(link, link);
    expect(await problemOf(link)).toBe(
      `DATA_DIR: cannot look at ${link} (its links lead round in a circle, ELOOP)`,
    );
    expect(await problemOf(path.join(root, 'x'.repeat(300)))).toMatch(/its name is too long/u);
  });
});

it.each([
  ['EACCES', /cannot write to \/data \(this user may not, EACCES\)/u],
  ['EROFS', /\(the file system is read-only, EROFS\)/u],
  ['ENOSPC', /\(no space is left, ENOSPC\)/u],
  ['EWHATEVER', /\(EWHATEVER\)/u],
])('says %s in words, in one line, with no advice to open system folders', (code, words) => {
  const { problems } = dataFolderProblem(
    'cannot write to /data',
    Object.assign(new Error(), { code }),
  );
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(words);
  expect(problems[0]).not.toMatch(/chmod|\n/u);
});
