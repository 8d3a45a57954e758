import { VirtualClock } from '@vox/testing';
import type { SessionInfo, SessionInput, VoiceEvent, VoiceSession } from '@vox/voice-core';

import { SessionRun } from './session-run';
import { SharedOutput } from '../output/shared-output';

const frame = { pcm: new Int16Array(320), sampleRateHz: 16_000 } as const;
const speaker = { id: 'ann', name: 'Ann' };

describe(SessionRun.name, () => {
  it('loses audio on top of a full queue, and never who has left', async () => {
    const opened = Promise.withResolvers<SessionInfo>();
    const inputs: SessionInput[] = [];
    async function* converse(session: VoiceSession): AsyncGenerator<VoiceEvent, void, void> {
      for await (const item of session.input) inputs.push(item);
      yield { type: 'agent-state', state: 'listening' };
    }
    const silent = { write: () => undefined, clear: () => undefined };
    const run = new SessionRun(
      { id: 'id', userId: 'discord-channel:talk', agentId: 'agent', greets: false },
      new SharedOutput(silent, new VirtualClock()).seat(),
      {
        voice: { converse },
        conversations: { getOrCreateSession: () => opened.promise },
        onAgent: () => undefined,
        onEvent: () => undefined,
        onFailure: () => undefined,
      },
    );
    for (let index = 0; index < 5000; index++) run.push({ type: 'audio', frame, speaker });
    run.push({ type: 'speaker-left', speakerId: 'ann' });
    opened.resolve({} as SessionInfo);
    run.leave();
    await run.ended;
    expect(inputs.length).toBeLessThan(5000);
    expect(inputs.at(-1)).toEqual({ type: 'speaker-left', speakerId: 'ann' });
  });
});
