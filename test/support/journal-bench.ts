import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { VirtualClock } from '@vox/testing';
import type { SessionInfo, TurnEnd } from '@vox/voice-core';

import { parseConfig } from '../../src/config';
import { ServerIdentity } from '../../src/conversation/server-identity';
import { JournalState } from '../../src/persistence/journal-state';
import { TurnDispatcher } from '../../src/persistence/turn-dispatcher';
import { Redactor } from '../../src/redaction';
import { TurnJournal } from '../../src/persistence/turn-journal';
import { TurnRecorder } from '../../src/persistence/turn-recorder';
import { WaitingTurns } from '../../src/persistence/waiting-turns';
import { MemoryQueue } from './memory-queue';

export const session: SessionInfo = {
  sessionId: randomUUID(),
  userId: 'ann',
  channel: 'webrtc',
  agent: { id: randomUUID(), name: 'Vox', systemPrompt: 'x', llm: {}, tts: {} },
};

export function turnEnd(startedAtMs: number, changes: Partial<TurnEnd> = {}): TurnEnd {
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
    ...changes,
  };
}

/** The journal with all around it on a folder of its own, on time that the test moves. */
export class JournalBench {
  readonly queue = new MemoryQueue();
  readonly clock = new VirtualClock();

  private constructor(readonly folder: string) {}

  static async make(): Promise<JournalBench> {
    return new JournalBench(
      path.join(await mkdtemp(path.join(tmpdir(), 'vox-journal-')), 'journal'),
    );
  }

  /** What one process has of it; another one may be opened on the same folder. */
  async open() {
    const journal = new TurnJournal(this.folder);
    await journal.open();
    const turns = new WaitingTurns(journal);
    const state = new JournalState(journal, turns, this.clock);
    const dispatcher = new TurnDispatcher(turns, this.queue, this.queue.recorded, this.clock);
    const recorder = new TurnRecorder(
      journal,
      dispatcher,
      state,
      this.clock,
      new ServerIdentity(),
      new Redactor(parseConfig({})),
    );
    return { journal, turns, state, dispatcher, recorder };
  }

  path(name: string): string {
    return path.join(this.folder, name);
  }

  files(): Promise<string[]> {
    return readdir(this.folder).then((names) => names.sort());
  }

  /** Lets time pass, and the disk work, until `isSo`; with a `stepMs` of 0 the disk alone. */
  async until(isSo: () => boolean | Promise<boolean>, stepMs = 50): Promise<void> {
    while (!(await isSo())) await this.pass(stepMs);
  }

  async pass(ms: number): Promise<void> {
    await this.clock.advance(ms);
    // The disk's own time.
    await new Promise((resolve) => setTimeout(resolve, 1));
  }

  async dispose(): Promise<void> {
    await rm(path.dirname(this.folder), { recursive: true, force: true });
  }
}
