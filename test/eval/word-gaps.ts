import { levelDb } from '@vox/audio';
import { wordErrors } from '@vox/testing';

import type { Decode } from '../../src/stt/adapters/embedded/decode-scheduler';
import { joinAudio, type Recording } from '../support/recordings';
import { cut, durationMs, faded, SAMPLE_RATE_HZ } from './audio-tools';
import { speechOf } from './recorded';

/** A dip in the level this wide may be where a word ends. */
const DIP_MS = 40;
const STEP_MS = 10;

/** Two words lie at least this far apart. */
const NEIGHBOUR_MS = 120;

/** The first and the last word stay whole, whatever their length. */
const INNER = { from: 0.15, to: 0.85 };

/** The recognizer hears a piece best with a little quiet around it. */
const MARGIN_MS = 200;

/** A place where the level is low, in ms of the speech and dB below full scale. */
type Dip = { readonly atMs: number; readonly level: number };

/**
 * Where a recording can be cut without cutting a word, in ms of its speech: dips in the level on both sides of which
 * the recognizer hears exactly the words that belong there. Between the same two words only the quietest counts: the
 * pause is put where the quiet is that belongs to it.
 */
export async function findWordGaps({ file, text }: Recording, decode: Decode): Promise<number[]> {
  const speech = speechOf(file);
  const words = text.split(' ');
  const gaps = new Map<number, Dip>();
  const heard = (from: number, to: number) => decode(padded(faded(cut(speech, from, to))), 'final');
  for (const dip of dips(speech)) {
    const { atMs, level } = dip;
    const left = await heard(0, atMs);
    const count = left.trim().split(/\s+/).length;
    if (count >= words.length) continue;
    if (wordErrors(words.slice(0, count).join(' '), left).errors > 0) continue;
    if (level >= (gaps.get(count)?.level ?? Infinity)) continue;
    const right = await heard(atMs, durationMs(speech));
    if (wordErrors(words.slice(count).join(' '), right).errors === 0) gaps.set(count, dip);
  }
  return [...gaps.values()].map(({ atMs }) => atMs).toSorted((a, b) => a - b);
}

function dips(speech: Int16Array): Dip[] {
  const lengthMs = durationMs(speech);
  const found: Dip[] = [];
  for (let atMs = lengthMs * INNER.from; atMs < lengthMs * INNER.to; atMs += STEP_MS) {
    const at = Math.round(atMs / STEP_MS) * STEP_MS;
    found.push({ atMs: at, level: levelDb(cut(speech, at - DIP_MS / 2, at + DIP_MS / 2)) });
  }
  const quietest = found.toSorted((a, b) => a.level - b.level);
  const kept: Dip[] = [];
  for (const dip of quietest) {
    if (kept.every(({ atMs }) => Math.abs(atMs - dip.atMs) >= NEIGHBOUR_MS)) kept.push(dip);
  }
  return kept.toSorted((a, b) => a.atMs - b.atMs);
}

function padded(piece: Int16Array): Float32Array {
  const pcm = joinAudio(SAMPLE_RATE_HZ, MARGIN_MS, piece, MARGIN_MS);
  return Float32Array.from(pcm, (sample) => sample / 32_768);
}
