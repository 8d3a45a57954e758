// The entry of a voice connection's thread.
import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';

import type { ThreadPort, ThreadSetup } from './thread-protocol';
import { VoiceEngine } from './voice-engine';

/** Linux has a priority for each thread, and gives a high one to who may ask for it (root, CAP_SYS_NICE). */
function goFirst(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(constants.priority.PRIORITY_HIGH);
  } catch {
    // Not allowed: the pace is as even as the recognizers leave the cores free.
  }
}

goFirst();
const engine = new VoiceEngine(parentPort as ThreadPort, workerData as ThreadSetup);

/** More than these in a row is no accident: a fresh thread is better. */
const MAX_ACCIDENTS = 3;
const FORGIVEN_AFTER_MS = 10_000;

let accidents = 0;

// @discordjs/voice throws out of socket callbacks for key messages that do not fit its state. That costs the
// connection, which is made anew, and not the thread.
process.on('uncaughtException', (error) => {
  accidents += 1;
  if (accidents > MAX_ACCIDENTS) throw error;
  setTimeout(() => (accidents -= 1), FORGIVEN_AFTER_MS).unref();
  engine.recover();
});
