import { FRAME_MS, type AudioFrame } from '@vox/voice-core';

import type { Witness } from './witness';

/** Long enough for any answer of these scenarios. */
const ANSWER_MS = 60_000;

/** After a sound of the user: what is going to happen because of it has happened. */
const CONSEQUENCES_MS = 1800;

/** The agent's sound was held when nothing was sent for this long. */
const HELD_MS = 100;

type Played = { readonly frame: AudioFrame; readonly atMs: number };

export async function expectFinished(text: string | undefined, witness: Witness): Promise<void> {
  const { voice } = witness.stage;
  const end = await witness.next('turn-end', ANSWER_MS);
  if (end?.outcome !== 'completed') {
    throw new Error(`the turn ended ${end?.outcome ?? 'not at all'}`);
  }
  if (text !== undefined && end.spokenText !== text) throw new Error(`it said "${end.spokenText}"`);
  const frames = playedIn(end.turnId, witness).map(({ frame }) => frame);
  if (!voice.isContinuous(frames)) throw new Error('sound was lost, doubled or mixed');
  if (!voice.areWholeSentences(frames)) throw new Error('the sound breaks off in a sentence');
  const held = gaps(playedIn(end.turnId, witness)).find(
    ({ last, ms }) => ms > HELD_MS && !witness.madeSound(last.atMs - CONSEQUENCES_MS, last.atMs),
  );
  if (held !== undefined) {
    throw new Error(
      `it fell silent for ${held.ms.toFixed(0)} ms at ${held.last.atMs.toFixed(0)} ms, though the user made no sound`,
    );
  }
}

export async function expectSentenceFinished(text: string, witness: Witness): Promise<void> {
  const { voice } = witness.stage;
  const end = await witness.next('turn-end', ANSWER_MS);
  if (end?.outcome !== 'interrupted') {
    throw new Error(`the turn ended ${end?.outcome ?? 'not at all'}`);
  }
  if (end.spokenText !== text) throw new Error(`it said "${end.spokenText}"`);
  const frames = playedIn(end.turnId, witness).map(({ frame }) => frame);
  if (!voice.areWholeSentences(frames)) throw new Error('the sound breaks off in a sentence');
}

/** Silences of an answer under the user's last sound are at most `holdMs` long, and it goes on after it. */
export async function expectHeldOrNot(holdMs: number, witness: Witness): Promise<void> {
  const { startMs, endMs } = witness.lastDeed;
  await witness.passTo(endMs + CONSEQUENCES_MS);
  const cut = witness.untold('turn-end').find(({ outcome }) => outcome !== 'completed');
  if (cut !== undefined) throw new Error(`the answer ended at ${cut.atMs.toFixed(0)} ms`);
  const played = soundAround(startMs, witness);
  if (!played.some(({ atMs }) => atMs > endMs)) throw new Error('it never went on');
  const longestMs = Math.max(...gaps(played).map(({ ms }) => ms));
  if (longestMs > holdMs + FRAME_MS)
    throw new Error(`it was silent for ${longestMs.toFixed(0)} ms`);
}

export async function expectHeld(withinMs: number, witness: Witness): Promise<void> {
  const { startMs } = witness.lastDeed;
  const { stage } = witness;
  const lastAtMs = () => stage.sink.frames.at(-1)?.atMs ?? 0;
  const isHeld = () => stage.nowMs - lastAtMs() > HELD_MS;
  if (!(await witness.waitFor(isHeld, CONSEQUENCES_MS))) throw new Error('it went on speaking');
  if (witness.untold('turn-end').length > 0) throw new Error('it ended its answer');
  const tookMs = lastAtMs() + FRAME_MS - startMs;
  if (tookMs > withinMs) throw new Error(`it took ${tookMs.toFixed(0)} ms`);
}

export async function expectStopped(withinMs: number, witness: Witness): Promise<void> {
  const { startMs } = witness.lastDeed;
  const end = await witness.next('turn-end', CONSEQUENCES_MS);
  if (end?.outcome !== 'interrupted') {
    throw new Error(`the turn ended ${end?.outcome ?? 'not at all'}`);
  }
  const last = playedIn(end.turnId, witness).at(-1);
  if (last === undefined) throw new Error('it had not begun');
  const tookMs = last.atMs + FRAME_MS - startMs;
  if (tookMs > withinMs) throw new Error(`it took ${tookMs.toFixed(0)} ms`);
  if (tookMs < 0) throw new Error('it had stopped before');
}

export async function expectResumed(withinMs: number, witness: Witness): Promise<void> {
  const { startMs, endMs } = witness.lastDeed;
  const isHeld = (): boolean => soundGap(startMs, witness) !== undefined;
  await witness.waitFor(isHeld, CONSEQUENCES_MS);
  const gap = soundGap(startMs, witness);
  if (gap === undefined) throw new Error('it was not held, or never went on');
  const tookMs = gap.next.atMs - endMs;
  if (tookMs > withinMs) throw new Error(`it took ${tookMs.toFixed(0)} ms`);
  if (!witness.stage.voice.isContinuous([gap.last.frame, gap.next.frame])) {
    throw new Error('it goes on somewhere else');
  }
}

/** The first silence in an answer since `sinceMs`, with the frames on both sides of it. */
function soundGap(sinceMs: number, witness: Witness) {
  return gaps(soundAround(sinceMs, witness)).find(({ ms }) => ms > HELD_MS);
}

/** The answer's frames since `sinceMs`, and the one before. */
function soundAround(sinceMs: number, witness: Witness): readonly Played[] {
  const { frames } = witness.stage.sink;
  const first = frames.findLastIndex(({ atMs }) => atMs <= sinceMs);
  const untilMs = witness.untold('turn-end').at(0)?.atMs ?? Infinity;
  return frames.slice(Math.max(0, first)).filter(({ atMs }) => atMs <= untilMs);
}

function gaps(played: readonly Played[]) {
  return played.slice(1).map((next, index) => {
    const last = played[index] as Played;
    return { last, next, ms: next.atMs - last.atMs - FRAME_MS };
  });
}

/** What was sent of a turn's answer; what sounded while it thought is not part of it. */
function playedIn(turnId: string, witness: Witness): readonly Played[] {
  const start = witness.all('playout-start').find((event) => event.turnId === turnId);
  const end = witness.all('turn-end').find((event) => event.turnId === turnId);
  if (start === undefined) return [];
  const { frames } = witness.stage.sink;
  const before = witness.all('turn-end').findLast(({ atMs }) => atMs <= start.atMs);
  const { voice } = witness.stage;
  return frames.filter(
    ({ atMs, frame }) =>
      atMs >= (before?.atMs ?? 0) &&
      atMs <= (end?.atMs ?? Infinity) &&
      (atMs >= start.atMs || voice.knows(frame)),
  );
}
