import { rms } from '@vox/audio';
import { wer } from '@vox/testing';

import { expectHistory } from './expect-history';
import {
  expectFinished,
  expectHeld,
  expectHeldOrNot,
  expectResumed,
  expectSentenceFinished,
  expectStopped,
} from './expect-speaking';
import type { Expectation } from './steps';
import type { Witness } from './witness';

/** How exactly a moment can be told: playout and detection go by frames. */
const TOLERANCE_MS = 40;

/** A sound that nobody has told of by then went unnoticed. */
const NOTICED_MS = 1500;

/** Plays the time that `step` needs, and checks it. @throws Error saying what is not as told. */
export async function expectStep(step: Expectation, witness: Witness): Promise<void> {
  switch (step.type) {
    case 'hears':
      return expectHeard(step.text, step.wer, witness);
    case 'answers':
      return expectAnswered(step.withinMs, witness);
    case 'finishes':
      return expectFinished(step.text, witness);
    case 'finishes-sentence':
      return expectSentenceFinished(step.text, witness);
    case 'keeps-speaking':
      return expectHeldOrNot(step.holdMs, witness);
    case 'stops':
      return expectStopped(step.withinMs, witness);
    case 'resumes':
      return expectResumed(step.withinMs, witness);
    case 'holds':
      return expectHeld(step.withinMs, witness);
    case 'notices':
      return expectNoticed(witness);
    case 'asked':
      return expectAsked(step.times, witness);
    case 'ran':
      return expectRuns(step.tool, step.times, witness);
    case 'says-nothing':
      return expectNothing(step.ms, witness);
    case 'thinking-sound':
      return expectThinkingSound(step.afterMs, witness);
    case 'apologises':
      return expectApology(witness);
    case 'shows':
      return expectTextOnly(step.text, witness);
    case 'turns':
      return expectTurns(step.count, witness);
    case 'lasted':
      return expectLasted(step.ms, witness);
    case 'joined':
      return expectJoined(witness);
    case 'remembers':
      return expectHistory(step.lines, witness.stage.conversations.messages);
  }
}

async function expectHeard(text: string, maxWer: number, witness: Witness): Promise<void> {
  const heard: string[] = [];
  for (;;) {
    const final = await witness.next('transcript-final');
    if (final === undefined) throw new Error(`heard ${JSON.stringify(heard)}`);
    heard.push(final.text);
    if (wer(text, final.text) <= maxWer) return;
  }
}

async function expectAnswered(withinMs: number, witness: Witness): Promise<void> {
  const { endMs } = witness.lastDeed;
  const start = await witness.next('playout-start');
  if (start === undefined) throw new Error('no answer was heard');
  const tookMs = start.atMs - endMs;
  if (tookMs > withinMs) throw new Error(`the answer took ${tookMs.toFixed(0)} ms`);
}

async function expectNoticed(witness: Witness): Promise<void> {
  const { startMs } = witness.lastDeed;
  const isTold = (type: 'speech-start' | 'speech-end') => () =>
    witness.all(type).some(({ atMs }) => atMs >= startMs);
  if (!(await witness.waitFor(isTold('speech-start'), NOTICED_MS))) throw new Error('it did not');
  if (!(await witness.waitFor(isTold('speech-end'), NOTICED_MS))) {
    throw new Error('it never told that it was over');
  }
}

async function expectAsked(times: number, { stage }: Witness): Promise<void> {
  const { length } = stage.model.calls;
  if (length !== times) throw new Error(`it was asked ${length} times`);
}

function expectRuns(tool: string, times: number, { stage }: Witness): void {
  const runs = stage.tools.log.filter(({ name }) => name === tool);
  if (runs.length !== times) throw new Error(`it was run ${runs.length} times`);
  const odd = runs.find(({ outcome }) => outcome !== 'done');
  if (odd !== undefined) throw new Error(`it is ${odd.outcome}`);
}

async function expectNothing(ms: number, witness: Witness): Promise<void> {
  const { stage } = witness;
  const fromMs = stage.nowMs;
  const { startMs } = witness.lastDeed;
  await witness.passTo(fromMs + ms);
  const events = [...witness.untold('transcript-final'), ...witness.untold('playout-start')].filter(
    ({ atMs }) => atMs > startMs,
  );
  if (events.length > 0) throw new Error(`there was ${events.map(({ type }) => type).join(', ')}`);
  if (stage.sink.frames.some(({ atMs }) => atMs > fromMs)) throw new Error('there was sound');
}

async function expectThinkingSound(afterMs: number, witness: Witness): Promise<void> {
  const { stage } = witness;
  await witness.waitFor(() => witness.all('turn-start').length > 0, 5000);
  const thinking = witness.all('agent-state').findLast(({ state }) => state === 'thinking');
  if (thinking === undefined) throw new Error('the agent never thought');
  const sound = () =>
    stage.sink.frames.find(
      ({ atMs, frame }) => atMs > thinking.atMs && rms(frame.pcm) > 0 && !stage.voice.knows(frame),
    );
  await witness.waitFor(() => sound() !== undefined, afterMs + 1000);
  const first = sound();
  if (first === undefined) throw new Error('there was no sound');
  if (witness.untold('playout-start').length > 0) throw new Error('the answer came first');
  const tookMs = first.atMs - thinking.atMs;
  if (Math.abs(tookMs - afterMs) > TOLERANCE_MS) throw new Error(`it came after ${tookMs} ms`);
}

async function expectApology(witness: Witness): Promise<void> {
  const end = await witness.next('turn-end', 60_000);
  if (end?.outcome !== 'failed' || end.failure?.code !== 'llm_unavailable') {
    throw new Error(`the turn ended ${end?.outcome ?? 'not at all'}`);
  }
  if (!end.spokenText.includes('sorry')) throw new Error(`it said "${end.spokenText}"`);
  if (witness.all('playout-start').every(({ turnId }) => turnId !== end.turnId)) {
    throw new Error('nobody heard it');
  }
}

async function expectTextOnly(text: string, witness: Witness): Promise<void> {
  const end = await witness.next('turn-end', 60_000);
  if (end?.outcome !== 'failed' || end.failure?.code !== 'tts_unavailable') {
    throw new Error(`the turn ended ${end?.outcome ?? 'not at all'}`);
  }
  const shown = witness
    .all('reply-delta')
    .filter(({ turnId }) => turnId === end.turnId)
    .map((delta) => delta.text)
    .join('');
  if (shown.trim() !== text) throw new Error(`it showed "${shown}"`);
}

async function expectTurns(count: number, witness: Witness): Promise<void> {
  const byUser = witness.all('turn-end').filter(({ userText }) => userText !== undefined);
  const open = witness
    .all('turn-start')
    .filter(
      ({ turnId, userText }) =>
        userText !== undefined && !byUser.some((end) => end.turnId === turnId),
    );
  const found = byUser.length + new Set(open.map(({ turnId }) => turnId)).size;
  if (found !== count) throw new Error(`there were ${found}`);
}

async function expectLasted(ms: number, { stage }: Witness): Promise<void> {
  if (stage.nowMs < ms) throw new Error(`it has lasted ${stage.nowMs.toFixed(0)} ms`);
}

async function expectJoined(witness: Witness): Promise<void> {
  const [before, last] = witness.all('transcript-final').slice(-2);
  if (last === undefined) throw new Error('nothing was joined');
  if (before?.turnId !== last.turnId) throw new Error('they are two turns');
}
