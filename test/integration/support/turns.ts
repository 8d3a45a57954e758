import { randomUUID } from 'node:crypto';

import type { JobInput } from '@vox/jobs';

type RecordTurn = JobInput<'conversation.record-turn'>;

/** A completed turn of a new session, with what a test wants otherwise. */
export function makeTurn(changes: Partial<RecordTurn> = {}): RecordTurn {
  return {
    session: { id: randomUUID(), userId: 'ann', channel: 'websocket' },
    turnId: randomUUID(),
    outcome: 'completed',
    userText: 'what time is it',
    spokenText: 'It is noon.',
    startedAtMs: 1_700_000_000_000,
    endedAtMs: 1_700_000_002_000,
    latency: { endOfUtteranceDelayMs: 600, voiceToVoiceMs: 950 },
    providers: { stt: 'moonshine', llm: 'demo', tts: 'flite' },
    ...changes,
  };
}
