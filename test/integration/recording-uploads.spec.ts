import { rm } from 'node:fs/promises';

import { settled } from '@vox/testing';

import { RecordingUpkeep } from '../../src/recordings/recording-upkeep';
import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { RecordedTalks } from './support/recorded-talks';

silenceLogs();

type Json = Record<string, unknown>;

describe('a recording that is on its way to a storage which does not answer', () => {
  let talks: RecordedTalks;

  beforeAll(async () => {
    talks = await RecordedTalks.start('s3', () => Promise.resolve());
    talks.s3?.holdUploads();
  });
  afterAll(async () => {
    await talks.s3?.stop();
    await rm(talks.dataDir, { recursive: true });
  });

  const uploads = (sessionId: string) =>
    (talks.s3?.requests ?? []).filter(
      (request) => request.startsWith('PUT') && request.includes(sessionId),
    );
  const remove = async (sessionId: string) => {
    const asked = talks.whole.ask(`/api/sessions/${sessionId}`, { method: 'DELETE' });
    return (await settled('a deletion', asked)).status;
  };

  /** A session that is over, and its recording whole on the disk. */
  async function uploading(): Promise<string> {
    const { socket, sessionId } = await talks.talk(500);
    socket.socket.close();
    await eventually(
      () => uploads(sessionId),
      (requests) => requests.length > 0,
    );
    expect(await talks.listed(sessionId)).toMatchObject([{ state: 'complete' }]);
    return sessionId;
  }

  it('holds up no deletion of another session', async () => {
    const sessionId = await uploading();
    const made = (await (
      await talks.whole.post('/api/sessions', { user_id: 'ann' })
    ).json()) as Json;
    expect(await remove(String(made['id']))).toBe(204);
    expect(await talks.filesOf(sessionId)).toHaveLength(1);
  });

  it('is given up when its session is deleted, and is nowhere then', async () => {
    const sessionId = await uploading();
    expect(await remove(sessionId)).toBe(204);
    expect(await talks.filesOf(sessionId)).toEqual([]);
  });

  it('is not put there twice at a time, and is there once it answers', async () => {
    const sessionId = await uploading();
    const upkeep = talks.whole.app.get(RecordingUpkeep);
    const running = [upkeep.run(), upkeep.run()];
    // Another one’s is asked for after it: by then this one’s would have been.
    const later = await uploading();
    expect([uploads(sessionId), uploads(later)].map(({ length }) => length)).toEqual([1, 1]);
    talks.s3?.answerUploads();
    await Promise.all(running);
    await eventually(
      () => talks.remote(),
      (names) => [sessionId, later].every((id) => names.some((name) => name.includes(id))),
    );
    await eventually(
      () => talks.files(),
      (names) => !names.some((name) => name.includes(sessionId)),
    );
    talks.s3?.holdUploads();
  });

  it('does not hold up the end of the server, and lies whole on its disk', async () => {
    const sessionId = await uploading();
    await settled('the end of the server', talks.whole.stop());
    expect(await talks.filesOf(sessionId)).toHaveLength(1);
  });
});
