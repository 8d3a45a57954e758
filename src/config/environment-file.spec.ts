import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const SCRIPT = pathToFileURL(path.join(__dirname, '../../scripts/lib/environment.mjs')).href;
const PROGRAM = `
  import { readEnvironment } from ${JSON.stringify(SCRIPT)};
  const read = (file) => {
    try {
      return readEnvironment(file);
    } catch (error) {
      return error.message;
    }
  };
  console.log(JSON.stringify(process.argv.slice(1).map(read)));
`;

const TEXT = 'PORT=4922\nWEBRTC_PORT=4972 # media\nWORDS="größer"\n';
const READ = { PORT: '4922', WEBRTC_PORT: '4972', WORDS: 'größer' };
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

const files: Record<string, { readonly bytes: Uint8Array; readonly read: unknown }> = {
  plain: { bytes: Buffer.from(TEXT), read: READ },
  'with a byte order mark': { bytes: Buffer.concat([MARK, Buffer.from(TEXT)]), read: READ },
  'of two files that were joined': {
    bytes: Buffer.concat([MARK, Buffer.from('A=1\n'), MARK, Buffer.from(TEXT)]),
    read: { A: '1', ...READ },
  },
  'with the line ends of Windows': {
    bytes: Buffer.from(TEXT.replaceAll('\n', '\r\n')),
    read: READ,
  },
  'with the line ends of old Macs': { bytes: Buffer.from(TEXT.replaceAll('\n', '\r')), read: READ },
  'in UTF-16': {
    bytes: Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(TEXT, 'utf16le')]),
    read: expect.stringMatching(/ is written in UTF-16: save it as UTF-8$/u),
  },
  'in big-endian UTF-16': {
    bytes: Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(TEXT, 'utf16le').swap16()]),
    read: expect.stringMatching(/ is written in UTF-16: save it as UTF-8$/u),
  },
  'in UTF-16 without a mark': {
    bytes: Buffer.from(TEXT, 'utf16le'),
    read: expect.stringMatching(/ is written in UTF-16 or another .*: save it as UTF-8$/u),
  },
  'in Latin-1': {
    bytes: Buffer.from(TEXT, 'latin1'),
    read: expect.stringMatching(/an encoding that is not UTF-8: save it as UTF-8$/u),
  },
};

describe('the file .env', () => {
  let folder: string;
  let results: unknown[];
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vox-env-'));
    const paths = Object.keys(files).map((_, index) => path.join(folder, String(index)));
    for (const [index, { bytes }] of Object.values(files).entries()) {
      await writeFile(paths[index] as string, bytes);
    }
    const args = [
      '--input-type=module',
      '--eval',
      PROGRAM,
      ...paths,
      path.join(folder, 'none'),
      folder,
    ];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    results = JSON.parse(stdout) as unknown[];
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each(Object.keys(files))('is read, or refused in so many words: %s', (name) => {
    expect(results[Object.keys(files).indexOf(name)]).toEqual(files[name]?.read);
  });

  it('may be missing, and is refused where it is a folder', () => {
    expect(results.slice(-2)).toEqual([{}, `${folder} cannot be read (EISDIR)`]);
  });
});
