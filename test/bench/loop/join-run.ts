import { parseConfig } from '../../../src/config';
import { modelsDirectory } from '../../../src/stt/adapters/embedded/models';
import { SileroVoiceActivityDetector } from '../../../src/stt/adapters/embedded/silero-voice-activity.adapter';
import type { JoinResult } from './cell-result';
import { Engines } from './engines';
import { CountingDetector, Joins } from './joins';
import { VoiceLoop } from './voice-loop';

/** Lets `sessions` people join, one as soon as the one before is heard, with the server's own detector. */
export async function runJoins(sessions: number): Promise<JoinResult> {
  const models = modelsDirectory(parseConfig(process.env).stt);
  const detector = new CountingDetector(new SileroVoiceActivityDetector(models));
  const joins = new Joins(new VoiceLoop(new Engines(), 'shipped', detector), detector);
  const costsMs: number[] = [];
  for (let joined = 0; joined < sessions; joined++) {
    // Not the thread's processor time: some systems count it in steps of 10 ms.
    const startedAtMs = performance.now();
    await joins.join();
    costsMs.push(performance.now() - startedAtMs);
  }
  await joins.hangUp();
  return { sessions, costsMs };
}
