import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { readOgg } from '@vox/testing';

import { wholeExtent } from '../../src/recordings/storage/cut-recording';
import { DiskPlace } from '../../src/recordings/storage/disk-place';
import { nameOf } from '../../src/recordings/storage/recording-place.port';
import { readSealed } from '../../src/recordings/storage/sealed-recording';
import { heardIn } from '../support/recording-bench';
import { spawnTypeScript } from './support/spawn-typescript';

/** Half a second that is held back, a page and a segment that were not full, and what one message is late. */
const MOST_LOST_MS = 5000;

it('has what was recorded before its server was killed, but for the last seconds', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'vox-crash-'));
  const seal = { key: randomBytes(32), name: nameOf(randomUUID(), randomUUID()) };
  const file = path.join(__dirname, 'support', 'recording-process.ts');
  const environment = { FOLDER: folder, KEY: seal.key.toString('hex'), NAME: seal.name };
  const server = spawnTypeScript(file, environment);
  const [, told = ''] = await server.waitFor(/recorded ((?:9|1\d)\d{3}) ms/u);
  server.child.kill('SIGKILL');
  await server.exit;
  const place = new DiskPlace(folder);
  const { size } = await stat(place.pathOf(seal.name));
  const whole = await wholeExtent(place, seal, size);
  await place.cut(seal.name, whole.sealedBytes);
  const recording = { ...seal, place, bytes: whole.bytes };
  const pieces = await Array.fromAsync(readSealed(recording, 0, whole.bytes));
  const pages = readOgg(Buffer.concat(pieces));
  const { left, ms } = heardIn(pages);
  expect(ms).toBeGreaterThan(Number(told) - MOST_LOST_MS);
  expect(whole.durationMs).toBeGreaterThan(Number(told) - MOST_LOST_MS - 1000);
  expect([...left].filter((loud) => loud === '1').length * 20).toBeGreaterThan(ms / 2);
  await rm(folder, { recursive: true });
});
