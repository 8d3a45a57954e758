import type { VoiceSocketClient } from '../../../apps/console/src/voice-socket-client';

/** Is heard for a moment, by a server that records who has consented, and takes that back. */
export async function beRecorded(client: VoiceSocketClient): Promise<void> {
  for (let sent = 0; sent < 5; sent++) client.sendAudio(new Uint8Array(640));
  await client.waitFor('recording_started');
  client.send({ event: 'consent', data: { kind: 'recording', given: false } });
  await client.waitFor('recording_stopped');
}
