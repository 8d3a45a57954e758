import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { RecordingEntity, SessionEntity } from '@vox/database';
import { VOICE_SOCKET_PATH } from '@vox/protocol';
import { readOgg } from '@vox/testing';
import { DataSource } from 'typeorm';

import { RecordingUpkeep } from '../../src/recordings/recording-upkeep';
import { eventually } from '../support/eventually';
import { heardIn } from '../support/recording-bench';
import { SocketTestClient } from '../support/socket-test-client';
import { silenceLogs } from './support/quiet-logger';
import { RecordedTalks, TONE } from './support/recorded-talks';
import { WholeApp } from './support/whole-app';

silenceLogs();

type Json = Record<string, unknown>;

describe.each(['disk', 's3'] as const)('recordings on %s', (kind) => {
  let talks: RecordedTalks;
  let whole: WholeApp;
  /** Without a row: what a crash has left. */
  const orphan = `${randomUUID()}_${randomUUID()}.sealed`;

  beforeAll(async () => {
    talks = await RecordedTalks.start(kind, async (dataDir) => {
      await mkdir(path.join(dataDir, 'recordings'));
      await writeFile(path.join(dataDir, 'recordings', orphan), 'x');
    });
    ({ whole } = talks);
  });
  afterAll(() => talks.stop());

  const pathOf = (name: string) => path.join(talks.dataDir, 'recordings', name);

  it('finds at its start what no row knows, and deletes it', async () => {
    await eventually(
      () => talks.files(),
      (names) => !names.includes(orphan),
    );
  });

  it('are told of, made, listed, and heard as a whole and in part', async () => {
    const { sessionId, recording, events } = await talks.recorded(1500);
    const names = events.map(({ event }) => event);
    expect(names.filter((name) => name?.startsWith('recording'))).toEqual(['recording_started']);
    expect(recording).toMatchObject({ session_id: sessionId, state: 'complete' });
    expect(recording['duration_ms']).toBeGreaterThan(1000);
    const audio = await whole.ask(String(recording['audio']));
    expect([audio.status, audio.headers.get('content-type')]).toEqual([200, 'audio/ogg']);
    expect(audio.headers.get('cache-control')).toBe('no-store');
    expect(audio.headers.get('accept-ranges')).toBe('bytes');
    const bytes = Buffer.from(await audio.arrayBuffer());
    expect([bytes.length, audio.headers.get('content-length')]).toEqual([
      recording['bytes'],
      String(recording['bytes']),
    ]);
    const pages = readOgg(bytes);
    expect(pages.at(-1)).toMatchObject({ isLast: true });
    const { left, ms } = heardIn(pages);
    expect(ms).toBe(recording['duration_ms']);
    // Of a second and a half.
    expect([...left].filter((loud) => loud === '1').length).toBeGreaterThan(25);
    const part = (range: string) =>
      fetch(`${whole.url}${String(recording['audio'])}`, {
        headers: { 'x-api-key': whole.key, range },
      });
    for (const [range, from, to] of [
      ['bytes=0-99', 0, 100],
      ['bytes=5000-', 5000, bytes.length],
      ['bytes=-10', bytes.length - 10, bytes.length],
      ['bytes=100-999999999', 100, bytes.length],
    ] as const) {
      const answer = await part(range);
      expect([answer.status, answer.headers.get('content-range')]).toEqual([
        206,
        `bytes ${from}-${to - 1}/${bytes.length}`,
      ]);
      expect(Buffer.from(await answer.arrayBuffer()).equals(bytes.subarray(from, to))).toBe(true);
    }
    const beyond = await part(`bytes=${bytes.length}-`);
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([
      416,
      `bytes */${bytes.length}`,
    ]);
  });

  it('lie sealed where they are, for the owner alone', async () => {
    const { sessionId, recording } = await talks.recorded();
    const name = `${sessionId}_${String(recording['id'])}.sealed`;
    expect((await talks.filesOf(sessionId)).length).toBeGreaterThan(0);
    if (kind === 's3') {
      // … and nowhere else.
      expect(await talks.files()).not.toContain(name);
      return;
    }
    const file = pathOf(name);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readFile(file)).includes('OggS')).toBe(false);
    // Another one’s bytes in its place are not played.
    const other = await talks.recorded();
    const from = `${other.sessionId}_${String(other.recording['id'])}.sealed`;
    await copyFile(pathOf(from), file);
    expect((await whole.ask(String(recording['audio']))).status).toBe(410);
    await rm(file);
    expect((await whole.ask(String(recording['audio']))).status).toBe(410);
  });

  it('are nobody else’s, and not there for them', async () => {
    const { sessionId, recording } = await talks.recorded();
    const user = (await (await whole.post('/api/users', { display_name: 'Bob' })).json()) as Json;
    const asked = { user_id: user['id'], name: 'all', scopes: ['talk', 'read'] };
    const key = String(((await (await whole.post('/api/keys', asked)).json()) as Json)['key']);
    const one = `/api/sessions/${sessionId}/recordings/${String(recording['id'])}`;
    for (const [method, target] of [
      ['GET', `/api/sessions/${sessionId}/recordings`],
      ['GET', `${one}/audio`],
      ['DELETE', one],
    ] as const) {
      const answer = await fetch(`${whole.url}${target}`, {
        method,
        headers: { 'x-api-key': key },
      });
      expect([method, answer.status]).toEqual([method, 404]);
    }
    // Nor under a session that it is not of.
    const { sessionId: other } = await talks.recorded(200);
    const wrong = `/api/sessions/${other}/recordings/${String(recording['id'])}`;
    expect((await whole.ask(`${wrong}/audio`)).status).toBe(404);
    expect((await whole.ask(wrong, { method: 'DELETE' })).status).toBe(404);
  });

  it('are deleted, file and all, also while they are recorded', async () => {
    const { sessionId, recording } = await talks.recorded();
    const one = `/api/sessions/${sessionId}/recordings/${String(recording['id'])}`;
    expect((await whole.ask(one, { method: 'DELETE' })).status).toBe(204);
    expect((await whole.ask(`${one}/audio`)).status).toBe(404);
    expect((await whole.ask(one, { method: 'DELETE' })).status).toBe(404);
    const live = await talks.talk(500);
    const [running = {}] = await talks.listed(live.sessionId);
    expect(running).toMatchObject({ state: 'recording' });
    expect((await whole.ask(String(running['audio']))).status).toBe(409);
    const its = `/api/sessions/${live.sessionId}/recordings/${String(running['id'])}`;
    expect((await whole.ask(its, { method: 'DELETE' })).status).toBe(204);
    await live.socket.event('recording_stopped');
    live.socket.socket.close();
    const left = [sessionId, live.sessionId].map((id) => talks.filesOf(id));
    expect([(await Promise.all(left)).flat(), await talks.listed(live.sessionId)]).toEqual([
      [],
      [],
    ]);
  });

  it('are deleted when consent is taken back, while they are recorded and after', async () => {
    const live = await talks.talk(500);
    live.socket.send({ event: 'consent', data: { kind: 'recording', given: false } });
    await live.socket.event('recording_stopped');
    const over = await talks.recorded();
    const no = { kind: 'recording', given: false };
    // Given again, too, before anybody has looked.
    const again = await talks.recorded();
    for (const [{ sessionId }, body] of [
      [over, no],
      [again, no],
      [again, { ...no, given: true }],
    ] as const) {
      const path_ = `/api/sessions/${sessionId}/consents`;
      const said = await whole.ask(path_, { method: 'PUT', body: JSON.stringify(body) });
      expect(said.status).toBe(200);
    }
    await whole.app.get(RecordingUpkeep).run();
    for (const { sessionId } of [live, over, again]) {
      await eventually(
        async () => [await talks.listed(sessionId), await talks.filesOf(sessionId)],
        (left) => left.flat().length === 0,
      );
    }
    live.socket.socket.close();
  });

  it('are not made before somebody has consented', async () => {
    const { socket, sessionId } = await talks.socket();
    const { data } = await socket.event('consent_required');
    expect(data['kinds']).toEqual(['recording']);
    for (let sent = 0; sent < 25; sent++) socket.sendAudio(TONE);
    socket.send({ event: 'text_message', data: { text: 'Hello.' } });
    await socket.event('turn_complete');
    expect(await talks.listed(sessionId)).toEqual([]);
    socket.send({ event: 'consent', data: { kind: 'recording', given: true } });
    await socket.event('recording_started');
    socket.socket.close();
  });

  it('go with their session, and with its time', async () => {
    const [one, two] = [await talks.recorded(), await talks.recorded()];
    expect((await whole.ask(`/api/sessions/${one.sessionId}`, { method: 'DELETE' })).status).toBe(
      204,
    );
    expect(await talks.filesOf(one.sessionId)).toEqual([]);
    const sessions = whole.app.get(DataSource).getRepository(SessionEntity);
    await eventually(
      () => sessions.findOneByOrFail({ id: two.sessionId }),
      ({ active }) => !active,
    );
    const lastActivityAt = new Date(Date.now() - 40 * 24 * 3_600_000);
    await sessions.update({ id: two.sessionId }, { lastActivityAt });
    const expired = await (await whole.post('/api/retention', { dry_run: false })).json();
    expect(expired).toMatchObject({ expired: { recordings: 1 } });
    expect(await talks.filesOf(two.sessionId)).toEqual([]);
  });

  it('that nobody has ended are kept up to where they are whole', async () => {
    if (kind === 's3') return;
    const { sessionId, recording } = await talks.recorded(4000);
    const id = String(recording['id']);
    const file = pathOf(`${sessionId}_${id}.sealed`);
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, 8208 * 2 + 1000));
    const rows = whole.app.get(DataSource).getRepository(RecordingEntity);
    const crashed = {
      state: 'recording',
      bytes: 0,
      durationMs: 0,
      updatedAt: new Date(0),
    } as const;
    await rows.update({ id }, crashed);
    await whole.app.get(RecordingUpkeep).run();
    const row = await rows.findOneByOrFail({ id });
    expect(row).toMatchObject({ state: 'complete', bytes: 16_384 });
    expect(row.durationMs).toBeGreaterThan(1000);
    const audio = Buffer.from(await (await whole.ask(String(recording['audio']))).arrayBuffer());
    const pages = readOgg(audio);
    expect(pages.length).toBeGreaterThan(3);
    expect(heardIn(pages).ms).toBeGreaterThanOrEqual(row.durationMs - 10);
  });

  it('wait on the disk while the storage is away, and are gone from it once it is back', async () => {
    const { s3 } = talks;
    if (s3 === undefined) return;
    const { sessionId } = await talks.recorded();
    const upkeep = whole.app.get(RecordingUpkeep);
    await s3.goesAway();
    const answer = await whole.ask(`/api/sessions/${sessionId}`, { method: 'DELETE' });
    expect(answer.status).toBe(204);
    const { socket, sessionId: waiting } = await talks.talk(500);
    socket.socket.close();
    await eventually(
      () => talks.listed(waiting),
      ([one]) => one?.['state'] === 'complete',
    );
    const [recording = {}] = await talks.listed(waiting);
    expect((await whole.ask(String(recording['audio']))).status).toBe(200);
    await s3.comesBack();
    await upkeep.run();
    const there = await talks.remote();
    expect(there.filter((name) => name.includes(sessionId))).toEqual([]);
    expect(there.filter((name) => name.includes(waiting)).length).toBeGreaterThan(0);
    expect((await whole.ask(String(recording['audio']))).status).toBe(200);
    await s3.goesAway();
    expect((await whole.ask(String(recording['audio']))).status).toBe(503);
    await s3.comesBack();
  });

  it('are brought there once they are whole, and read from there', async () => {
    const { sessionId } = await talks.recorded();
    const there = (await talks.remote()).some((name) => name.includes(sessionId));
    expect(there).toBe(kind === 's3');
  });
});

it('records nothing where RECORDING says nothing of it', async () => {
  const whole = await WholeApp.start();
  const agent = { name: 'Keeper', system_prompt: 'x', records: true };
  const { id } = (await (await whole.post('/api/agents', agent)).json()) as Json;
  const address = `${whole.url.replace('http', 'ws')}${VOICE_SOCKET_PATH}`;
  const socket = await new SocketTestClient(`${address}?api_key=${whole.key}`).opened();
  await socket.start({ agent_id: id, consents: { recording: true } });
  for (let sent = 0; sent < 10; sent++) socket.sendAudio(TONE);
  socket.send({ event: 'text_message', data: { text: 'Hello.' } });
  await socket.event('turn_complete');
  expect(await whole.app.get(DataSource).getRepository(RecordingEntity).count()).toBe(0);
  expect(socket.messages.filter(({ event }) => event === 'recording_started')).toEqual([]);
  socket.socket.close();
  await whole.stop();
});
