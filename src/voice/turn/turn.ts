import {
  type AbortReason,
  childController,
  prefetch,
  resolvedBefore,
  type Speaker,
  type TurnEnd,
  type TurnLatency,
  untilAborted,
} from '@vox/voice-core';

import { apologyIn } from './apology';
import { failureOf } from './failure';
import { BufferedEvents } from './buffered-events';
import type { Playout } from '../output/playout';
import type { Utterance } from '../hearing/listener-event';
import { newProgress, replyFrames, type TurnRequest, type TurnDeps } from './reply';
import { playThinkingSound } from './thinking-sound';
import type { TurnControl } from './turn-control';
import { speakersOf, textOf, type UserTurn } from './user-turn';

/**
 * Audio synthesised ahead of what is being played: 10 s. The next sentence is ready when the one before it
 * ends, and a long reply is not synthesised in vain when the user breaks in.
 */
const READ_AHEAD_FRAMES = 500;

/** When and how it became certain that the user is done. */
export type TurnTiming = {
  /** `Clock.nowMs` when the user fell silent, or when the text arrived. */
  readonly speechEndedAtMs: number;
  readonly latency: Pick<TurnLatency, 'endOfUtteranceDelayMs' | 'transcriptFinalMs'>;
  readonly sttProvider?: string;
};

/** When and how it became certain of something that was spoken; `asked` is who was asked for its words. */
export function timingOf(utterance: Utterance, asked: string): TurnTiming {
  const { speechEndedAtMs, endpointedAtMs, finalAtMs } = utterance;
  return {
    speechEndedAtMs,
    latency: {
      endOfUtteranceDelayMs: Math.max(0, endpointedAtMs - speechEndedAtMs),
      transcriptFinalMs: Math.max(0, finalAtMs - speechEndedAtMs),
    },
    sttProvider: utterance.sttProvider ?? asked,
  };
}

/**
 * Answers one utterance: think, split, speak, and, once `certain` resolves, play.
 *
 * Thinking and synthesis start at once, so that the answer is ready when the user proves to be done; until then
 * nothing is heard, shown or stored. Aborting `signal` before that gives undefined; after it (barge-in, hang-up) the
 * turn ends as `interrupted`, a provider's failure ends it as `failed`. Never rejects, and unless the turn completed
 * the sink is left silent. Where the output is shared it is waited for when the first sound is ready, and given back.
 */
export async function runTurn(
  request: TurnRequest,
  certain: Promise<TurnTiming>,
  deps: TurnDeps,
  control: TurnControl,
  signal: AbortSignal,
): Promise<TurnEnd | undefined> {
  const { turnId } = request;
  const { clock, output } = deps;
  const { playout, finishing } = control;
  const events = new BufferedEvents(deps.emit);
  const progress = newProgress();
  const held = { ...deps, emit: events.push };
  const agent = deps.agent();
  agent.catch(() => undefined);
  const model = childController(signal).controller;
  const voice = childController(signal).controller;
  const signals = { model: model.signal, voice: voice.signal };
  const frames = prefetch(replyFrames(request, agent, held, signals, progress), READ_AHEAD_FRAMES);
  const begun = frames.begin();

  const timing = await resolvedBefore(certain, signal);
  if (timing === undefined) {
    void frames.return();
    return undefined;
  }
  const startedAtMs = clock.wallMs();
  Object.assign(progress.latency, timing.latency);
  if (timing.sttProvider !== undefined) progress.providers.stt = timing.sttProvider;
  events.release({ type: 'turn-start', turnId, ...userText(request) });

  let hasOutput = false;
  let isSpeaking = false;
  let isDrained = false;
  let sentence = 0;
  finishing.addEventListener('abort', () => {
    progress.lastSentence = sentence;
    stop(model);
    if (progress.sentence <= sentence) return;
    // All of the sentence that is being spoken is there; what is made now would not be heard.
    progress.isCut = true;
    stop(voice);
  });
  try {
    await waitAudibly(begun, (await agent).thinkingSoundAfterMs, deps, playout, signal);
    for await (const part of untilAborted(frames, signal)) {
      if (!hasOutput) {
        // While it is held others may have the output.
        await playout.untilItMaySound(signal);
        hasOutput = true;
        await output.acquire(signal);
      }
      if (isSpeaking && part.sentence !== sentence) {
        if (control.isPausedAfterSentence) playout.pauseAfterWritten();
        await playout.untilItMaySound(signal);
        if (progress.isCut) break;
      }
      sentence = part.sentence;
      await playout.play(part.frame, signal);
      if (isSpeaking || playout.firstAudibleAtMs === undefined) continue;
      isSpeaking = true;
      const voiceToVoiceMs = playout.firstAudibleAtMs - timing.speechEndedAtMs;
      progress.latency.voiceToVoiceMs = voiceToVoiceMs;
      deps.emit({ type: 'playout-start', turnId, voiceToVoiceMs });
    }
    await playout.drain(signal);
    isDrained = true;
  } catch (error) {
    progress.failure = error;
  }

  const { answerText, failure, latency, providers, replyText, spoken } = progress;
  const heardMs = playout.playedMs;
  const isCut = signal.aborted || progress.isCut;
  const spokenText = isDrained && !isCut ? replyText.trim() : spoken.heard(heardMs);
  const apology = answerText === undefined ? '' : apologyIn(spokenText, answerText);
  const outcome = failure !== undefined ? 'failed' : isCut ? 'interrupted' : 'completed';
  if (outcome !== 'completed') {
    stop(model);
    stop(voice);
    output.clear();
  }
  if (hasOutput) output.release();
  if (isSpeaking) deps.emit({ type: 'playout-end', turnId, heardMs });
  return {
    type: 'turn-end',
    turnId,
    outcome,
    ...userText(request),
    ...speakers(request),
    replyText,
    spokenText,
    ...(apology === '' ? {} : { apology }),
    startedAtMs,
    endedAtMs: clock.wallMs(),
    latency,
    providers,
    ...(failure === undefined ? {} : { failure: failureOf(failure, deps.onFailure, turnId) }),
  };
}

/** How a turn ends that nobody came to answer: what was said is kept. */
export function unanswered({ turnId, messages }: UserTurn, atMs: number): TurnEnd {
  const request = { turnId, messages };
  return {
    type: 'turn-end',
    turnId,
    outcome: 'interrupted',
    ...userText(request),
    ...speakers(request),
    replyText: '',
    spokenText: '',
    startedAtMs: atMs,
    endedAtMs: atMs,
    latency: {},
    providers: {},
  };
}

function stop(controller: AbortController): void {
  controller.abort('barge-in' satisfies AbortReason);
}

/** Waits until there is something to say; when that takes longer than `afterMs`, with a soft sound. */
async function waitAudibly(
  begun: Promise<void>,
  afterMs: number | undefined,
  { output, clock }: TurnDeps,
  playout: Playout,
  signal: AbortSignal,
): Promise<void> {
  if (afterMs === undefined) return;
  const { controller, release } = childController(signal);
  const sounding = clock
    .sleepUntil(clock.nowMs() + afterMs, controller.signal)
    .then(() => playThinkingSound(output, clock, () => playout.isPaused, controller.signal));
  await resolvedBefore(begun, signal);
  controller.abort();
  release();
  await sounding;
}

function userText({ messages }: TurnRequest): { userText?: string } {
  return messages === undefined ? {} : { userText: textOf(messages) };
}

function speakers({ messages = [] }: TurnRequest): { speakers?: Speaker[] } {
  const speakers = speakersOf(messages);
  return speakers.length === 0 ? {} : { speakers };
}
