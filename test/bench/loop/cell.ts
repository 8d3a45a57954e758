/** One cell of the bench in a process of its own, so that heaps and processor time are its own too. */
import 'reflect-metadata';

import type { CellRequest, IdleResult, JoinResult, TimedResult } from './cell-result';
import { Engines } from './engines';
import { runIdle } from './idle-run';
import { runJoins } from './join-run';
import { runTimed } from './timed-run';
import { VoiceLoop } from './voice-loop';

function run(request: CellRequest): Promise<TimedResult | IdleResult | JoinResult> {
  const engines = new Engines();
  switch (request.kind) {
    case 'loop':
      return runTimed(
        request.sessions,
        request.seconds * 1000,
        engines,
        new VoiceLoop(engines, request.settings),
      );
    case 'harness':
      return runTimed(request.sessions, request.seconds * 1000, engines, undefined);
    case 'idle':
      return runIdle(request.sessions, request.minutes, new VoiceLoop(engines, 'shipped'));
    case 'joins':
      return runJoins(request.sessions);
  }
}

process.once('disconnect', () => process.exit(1));
void run(JSON.parse(process.argv[2] ?? '') as CellRequest).then((result) => {
  process.removeAllListeners('disconnect');
  process.send?.(result, () => process.disconnect());
});
