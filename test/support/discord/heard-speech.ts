import { botSpeech, type RecordedFrame, type VoiceRecording } from '@vox/stand-ins';
import { wer } from '@vox/testing';

import type { Hearing } from '../hearing';

const TICKS_PER_FRAME = 960;
const RATE_HZ = 48_000;

/** What the bot was heard saying: the words of each stretch without a pause. */
export async function heardWords(hearing: Hearing, recording: VoiceRecording): Promise<string[]> {
  const words: string[] = [];
  for (const { pcm } of botSpeech(recording)) {
    const text = await hearing.understand(pcm, RATE_HZ);
    if (text !== '') words.push(text);
  }
  return words;
}

/** The order in which `texts` explain best what was heard as a whole, and how many of its words are wrong then (0–1). */
export function bestOrder(
  texts: readonly string[],
  heard: string,
): { readonly order: readonly string[]; readonly errorRate: number } {
  return ordersOf(texts)
    .map((order) => ({ order, errorRate: wer(order.join(' '), heard) }))
    .reduce((best, each) => (each.errorRate < best.errorRate ? each : best));
}

function ordersOf(texts: readonly string[]): string[][] {
  if (texts.length === 0) return [[]];
  return texts.flatMap((first, index) =>
    ordersOf(texts.toSpliced(index, 1)).map((rest) => [first, ...rest]),
  );
}

/** Places where a packet is missing, came out of order, or does not follow on the one before it in time. */
export function holesIn(frames: readonly RecordedFrame[]): RecordedFrame[] {
  return frames.filter((frame, index) => {
    const before = frames[index - 1];
    if (before === undefined) return false;
    const follows = ((before.sequence + 1) & 0xffff) === frame.sequence;
    const steps = (frame.timestamp - before.timestamp) >>> 0;
    // Packets are numbered through; after a pause the clock may have run on.
    return !follows || steps < TICKS_PER_FRAME || steps % TICKS_PER_FRAME !== 0;
  });
}
