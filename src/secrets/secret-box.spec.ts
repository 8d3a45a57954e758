import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { givenKey, KeyFile } from './key-file';
import { SecretBox } from './secret-box';

const purpose = 'agents.discord_token:1';

describe('SecretBox', () => {
  const key = randomBytes(32);
  const box = new SecretBox(givenKey(key));

  it('opens what it sealed, and never seals twice alike', async () => {
    const [one, two] = await Promise.all([box.seal('tøken', purpose), box.seal('tøken', purpose)]);
    expect(one).not.toBe(two);
    expect(one).not.toContain('tøken');
    await expect(box.open(one, purpose)).resolves.toBe('tøken');
    await expect(box.open(two, purpose)).resolves.toBe('tøken');
  });

  it('says that it was sealed with another key', async () => {
    const sealed = await new SecretBox(givenKey(randomBytes(32))).seal('x', purpose);
    await expect(box.open(sealed, purpose)).rejects.toMatchObject({ reason: 'other-key' });
  });

  it("does not open another row's secret", async () => {
    const sealed = await box.seal('x', purpose);
    await expect(box.open(sealed, 'agents.discord_token:2')).rejects.toMatchObject({
      reason: 'damaged',
    });
  });

  it('opens what a previous key has sealed, and seals it anew with the present one, once', async () => {
    const [previous, older] = [randomBytes(32), randomBytes(32)];
    const sealed = await new SecretBox(givenKey(older)).seal('tøken', purpose);
    const successor = new SecretBox(givenKey(key), [previous, older]);
    await expect(successor.open(sealed, purpose)).resolves.toBe('tøken');
    const anew = (await successor.sealedAnew(sealed, purpose)) ?? '';
    await expect(box.open(anew, purpose)).resolves.toBe('tøken');
    await expect(successor.sealedAnew(anew, purpose)).resolves.toBeUndefined();
    await expect(successor.sealedAnew(sealed, 'agents.n8n_auth:1')).rejects.toMatchObject({
      reason: 'damaged',
    });
  });

  it('seals nothing with a previous key', async () => {
    const sealed = await new SecretBox(givenKey(randomBytes(32)), [key]).seal('x', purpose);
    await expect(box.open(sealed, purpose)).rejects.toMatchObject({ reason: 'other-key' });
  });

  it.each([
    [
      'a changed byte',
      (sealed: string) => `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`,
    ],
    ['a cut end', (sealed: string) => sealed.slice(0, 20)],
    ['plain text', () => 'MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs'],
    ['nothing', () => ''],
  ])('refuses %s', async (_what, damage) => {
    const sealed = damage(await box.seal('a secret', purpose));
    await expect(box.open(sealed, purpose)).rejects.toMatchObject({ reason: 'damaged' });
  });
});

describe('KeyFile', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vox-key-'));
    file = path.join(folder, 'data', 'secrets.key');
  });
  afterEach(() => rm(folder, { recursive: true }));
  const keyFile = () => new KeyFile(async () => file);

  it('is made for the first secret, for its owner alone, and stays', async () => {
    expect(await keyFile().find()).toBeUndefined();
    const sealed = await new SecretBox(keyFile()).seal('x', purpose);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await expect(new SecretBox(keyFile()).open(sealed, purpose)).resolves.toBe('x');
    expect(await readdir(path.dirname(file))).toEqual(['secrets.key']);
  });

  it('is one for two that make it at once', async () => {
    const [one, two] = await Promise.all([keyFile().findOrMake(), keyFile().findOrMake()]);
    expect(one).toEqual(two);
  });

  it('is not made to open what was sealed with a key that is gone', async () => {
    const sealed = await new SecretBox(givenKey(randomBytes(32))).seal('x', purpose);
    await expect(new SecretBox(keyFile()).open(sealed, purpose)).rejects.toMatchObject({
      reason: 'no-key',
    });
    await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('with something else in it is refused and left as it is', async () => {
    await keyFile().findOrMake();
    await writeFile(file, 'not a key');
    await expect(keyFile().findOrMake()).rejects.toThrow(
      /^Invalid configuration:[^]*holds no key/u,
    );
    expect(await readFile(file, 'utf8')).toBe('not a key');
  });
});
