import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

/**
 * The variables of the file at `path`, whatever editor wrote it: a byte order mark and the line ends of any system are
 * left out.
 * @param {string} path
 * @returns {Record<string, string>} none when there is no such file
 * @throws {Error} whose message says what to do, when the file is there and is no text in UTF-8
 */
export function readEnvironment(path) {
  let bytes;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    if (error.code === 'ENOENT') return {};
    throw new Error(`${path} cannot be read (${error.code})`);
  }
  const encoding = encodingOf(bytes);
  if (encoding !== undefined) {
    throw new Error(`${path} is written in ${encoding}: save it as UTF-8`);
  }
  const text = bytes
    .toString('utf8')
    .replace(/\uFEFF/gu, '')
    .replace(/\r\n?/gu, '\n');
  return parseEnv(text);
}

/** What the bytes are if they are not UTF-8: an ASCII letter of UTF-16 or UTF-32 has a zero beside it. */
function encodingOf(bytes) {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 'UTF-16';
  if (bytes.includes(0)) return 'UTF-16 or another encoding with zero bytes';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return undefined;
  } catch {
    return 'an encoding that is not UTF-8';
  }
}
