import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { Logger } from '@nestjs/common';
import { type JobInput, type JobName, JobQueue, type JobQueueHealth } from '@vox/jobs';
import { type SessionInfo, SystemClock, type TurnEnd } from '@vox/voice-core';

import { TurnDispatcher } from './turn-dispatcher';
import { TurnJournal } from './turn-journal';
import { TurnRecorder } from './turn-recorder';

class MemoryQueue extends JobQueue {
  readonly added: string[] = [];
  isDown = false;
  attempts = 0;

  override add<Name extends JobName>(
    _name: Name,
    _payload: JobInput<Name>,
    options: { readonly jobId: string },
  ): Promise<void> {
    this.attempts++;
    if (this.isDown) return Promise.reject(new Error('down'));
    this.added.push(options.jobId);
    return Promise.resolve();
  }

  override health(): Promise<JobQueueHealth> {
    return Promise.resolve({ isHealthy: !this.isDown, backend: 'postgres' });
  }
}

const session: SessionInfo = {
  sessionId: randomUUID(),
  userId: 'ann',
  channel: 'webrtc',
  agent: { id: randomUUID(), name: 'Vox', systemPrompt: 'x', llm: {}, tts: {} },
};

function turnEnd(startedAtMs: number): TurnEnd {
  return {
    type: 'turn-end',
    turnId: randomUUID(),
    outcome: 'completed',
    userText: 'hello',
    replyText: 'hi there, and more',
    spokenText: 'hi there',
    startedAtMs,
    endedAtMs: startedAtMs + 1000,
    latency: {},
    providers: {},
  };
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('recording turns', () => {
  let folder: string;
  let queue: MemoryQueue;

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(async () => {
    folder = path.join(await mkdtemp(path.join(tmpdir(), 'vox-journal-')), 'journal');
    queue = new MemoryQueue();
  });
  afterEach(() => rm(path.dirname(folder), { recursive: true }));

  const open = async () => {
    const journal = new TurnJournal(folder);
    await journal.open();
    const dispatcher = new TurnDispatcher(journal, queue, new SystemClock());
    return { journal, dispatcher, recorder: new TurnRecorder(journal, dispatcher) };
  };

  it('queues a finished turn and takes it out of the journal', async () => {
    const { dispatcher, recorder } = await open();
    dispatcher.start();
    const turn = turnEnd(1000);
    recorder.onVoiceEvent(session, turn);
    await until(() => queue.added.length === 1);
    await dispatcher.stop();
    expect(queue.added).toEqual([`record-turn-${turn.turnId}`]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('ignores every event but the end of a turn', async () => {
    const { recorder } = await open();
    recorder.onVoiceEvent(session, { type: 'speech-start' });
    await recorder.flush();
    expect(await readdir(folder)).toEqual([]);
  });

  it('keeps turns on the disk, readable by us alone, while the queue is down', async () => {
    const { dispatcher, recorder } = await open();
    queue.isDown = true;
    dispatcher.start();
    recorder.onVoiceEvent(session, turnEnd(1000));
    recorder.onVoiceEvent(session, turnEnd(2000));
    await recorder.flush();
    await until(() => queue.attempts > 0);
    const names = await readdir(folder);
    expect(names).toHaveLength(2);
    expect((await stat(path.join(folder, names[0]!))).mode & 0o777).toBe(0o600);
    queue.isDown = false;
    await until(() => queue.added.length === 2);
    await dispatcher.stop();
    expect(await readdir(folder)).toEqual([]);
  });

  it('replays what an earlier process left, oldest turn first', async () => {
    const killed = await open();
    const turns = [turnEnd(3000), turnEnd(1000), turnEnd(20_000)];
    for (const turn of turns) killed.recorder.onVoiceEvent(session, turn);
    await killed.recorder.flush();

    const { dispatcher } = await open();
    dispatcher.start();
    await dispatcher.stop();
    expect(queue.added).toEqual([1, 0, 2].map((index) => `record-turn-${turns[index]!.turnId}`));
  });

  it('ends at once when told to while the queue is down, and keeps the turn', async () => {
    const { dispatcher, recorder } = await open();
    queue.isDown = true;
    dispatcher.start();
    recorder.onVoiceEvent(session, turnEnd(1000));
    await recorder.flush();
    await dispatcher.stop();
    expect(await readdir(folder)).toHaveLength(1);
  });

  it('sets an entry aside that it cannot read, and goes on with the next', async () => {
    const { dispatcher, recorder } = await open();
    await writeFile(path.join(folder, '000000000000001-broken.json'), '{"half":');
    await writeFile(path.join(folder, '000000000000002-strange.json'), '{"turnId":"?"}');
    recorder.onVoiceEvent(session, turnEnd(3000));
    await recorder.flush();
    dispatcher.start();
    await dispatcher.stop();
    expect(queue.added).toHaveLength(1);
    expect((await readdir(folder)).sort()).toEqual([
      '000000000000001-broken.json.unreadable',
      '000000000000002-strange.json.unreadable',
    ]);
  });

  it('clears away a file whose writing was cut off', async () => {
    const { journal } = await open();
    await writeFile(path.join(folder, '000000000000001-half.tmp'), '{');
    await journal.open();
    expect(await readdir(folder)).toEqual([]);
  });

  it('queues from memory when the disk refuses the journal', async () => {
    const { dispatcher, recorder } = await open();
    await rm(folder, { recursive: true });
    await writeFile(folder, 'not a folder');
    recorder.onVoiceEvent(session, turnEnd(1000));
    await recorder.flush();
    await rm(folder);
    await open();
    dispatcher.start();
    await until(() => queue.added.length === 1);
    await dispatcher.stop();
  });
});
