import { setTimeout as sleep } from 'node:timers/promises';

import { bytesFromPcm } from '@vox/audio';
import { FRAME_MS } from '@vox/voice-core';

import { readSpokenFile } from '../../../apps/console/src/spoken-file';
import type {
  ReceivedEvent,
  VoiceSocketClient,
} from '../../../apps/console/src/voice-socket-client';
import { recordingPath } from '../../support/recordings';

const RATE_HZ = 16_000;
/**
 * How far speech is sent ahead of real time: a test that is held up for less, on a busy machine, makes no pause in it, which would be
 * the end of an utterance.
 */
const LEAD_MS = 1000;

type TurnComplete = Extract<ReceivedEvent, { event: 'turn_complete' }>;

/** Speaks a recording into the socket in real time, a second of it at once; `during` runs once, `atMs` into the recording. */
export async function speakFile(
  client: VoiceSocketClient,
  file: string,
  during: { readonly atMs: number; readonly act: () => Promise<void> } | undefined = undefined,
): Promise<void> {
  const { frames } = await readSpokenFile(recordingPath(file), RATE_HZ);
  const startedAtMs = performance.now();
  let acting: Promise<void> | undefined;
  for (const [index, { pcm }] of frames.entries()) {
    const waitMs = startedAtMs + index * FRAME_MS - LEAD_MS - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    client.sendAudio(bytesFromPcm(pcm));
    if (during !== undefined && index * FRAME_MS >= during.atMs) acting ??= during.act();
  }
  await acting;
}

/** The next turn of the user's that is complete, from event `from` on. */
export async function nextTurn(
  client: VoiceSocketClient,
  from: number,
): Promise<TurnComplete['data'] & { readonly atMs: number }> {
  const event = await client.waitFor(
    ({ event: name, ...rest }) =>
      name === 'turn_complete' && (rest as TurnComplete).data.user_text !== undefined,
    { from },
  );
  const { data, atMs } = event as TurnComplete;
  return { ...data, atMs };
}

/** Length of all audio received from index `from` on. */
export function heardMs(client: VoiceSocketClient, from: number): number {
  const bytes = client.audio.slice(from).reduce((sum, audio) => sum + audio.bytes.length, 0);
  return (bytes / 2 / RATE_HZ) * 1000;
}
