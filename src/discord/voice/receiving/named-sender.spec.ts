import type { VoiceReceivePayload } from 'discord-api-types/voice/v8';

import { namedBy } from './named-sender';

const packet = (op: number, d: unknown) => ({ op, d }) as VoiceReceivePayload;

describe(namedBy.name, () => {
  it('reads the speaking event, and streams that change', () => {
    expect(namedBy(packet(5, { user_id: 'alice', ssrc: 7, speaking: 1 }))).toEqual({
      ssrc: 7,
      userId: 'alice',
    });
    expect(namedBy(packet(12, { user_id: 'bob', audio_ssrc: 8, video_ssrc: 9 }))).toEqual({
      ssrc: 8,
      userId: 'bob',
    });
  });

  it.each([
    ['somebody without audio', packet(12, { user_id: 'bob', audio_ssrc: 0, video_ssrc: 9 })],
    ['streams of nobody', packet(12, { audio_ssrc: 8 })],
    ['a message without content', packet(12, null)],
    ['who is there, which names no SSRC', packet(11, { user_ids: ['alice'] })],
  ])('names nobody by %s', (_, message) => {
    expect(namedBy(message)).toBeUndefined();
  });
});
