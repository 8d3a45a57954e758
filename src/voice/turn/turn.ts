import {
  childController,
  type Clock,
  resolvedBefore,
  type Speaker,
  type TurnEnd,
  type TurnLatency,
  untilAborted,
  type VoiceEvent,
} from '@vox/voice-core';

import { apologyIn } from './apology';
import { failureOf } from './failure';
import { type Fillers, fillersOf } from './fillers';
import type { Playout } from '../output/playout';
import type { Utterance } from '../hearing/listener-event';
import type { PreparedReply } from './reply';
import { playThinkingSound } from './thinking-sound';
import type { TurnControl } from './turn-control';
import type { TurnDeps } from './turn-deps';
import type { TurnRequest } from './turn-request';
import { speakersOf, textOf, type UserTurn } from './user-turn';

/** Of what was played to its end a change of the rate may leave out that much: no word is so short. */
const ROUNDED_OFF_MS = 40;

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

/** Of what was not spoken. */
export function timingNow(clock: Clock): TurnTiming {
  return { speechEndedAtMs: clock.nowMs(), latency: {} };
}

/**
 * Performs a reply that was prepared, now that the user is certainly done: plays it, tells of it, and ends the turn.
 *
 * An abort of `signal` (barge-in, hang-up) ends it as `interrupted`, a provider's failure as `failed`. Never rejects, and
 * unless the turn completed the sink is left silent. Where the output is shared it is waited for when the first sound is
 * ready, and given back.
 * @param signal The one that the reply was prepared with.
 */
export async function performReply(
  reply: PreparedReply,
  timing: TurnTiming,
  deps: TurnDeps,
  control: TurnControl,
  signal: AbortSignal,
): Promise<TurnEnd> {
  const { request, thinking, voicing, frames } = reply;
  const { turnId } = request;
  const { clock, output } = deps;
  const { playout, finishing } = control;
  const startedAtMs = clock.wallMs();
  const begunAtMs = clock.nowMs();
  reply.events.release(deps.emit, { type: 'turn-start', turnId, ...userText(request) });
  reply.confirm();

  let hasOutput = false;
  let isDrained = false;
  let voiceToVoiceMs: number | undefined;
  let playoutFailure: unknown;
  let sentence = 0;
  const isCutShort = () => thinking.isCut || voicing.isCut;
  finishing.addEventListener('abort', () => {
    const isLast = voicing.endWith(sentence);
    reply.stopThinking();
    // All of the sentence that is being spoken is there; what is made now would not be heard.
    if (!isLast) reply.stopVoicing();
  });
  try {
    const fillers = await fillersOf(reply, deps, () => playout.isPaused);
    await waitAudibly(reply, deps, playout, fillers, signal);
    const spoken = fillers?.between(frames, signal) ?? frames;
    for await (const part of untilAborted(spoken, signal)) {
      if (!hasOutput) {
        // While it is paused others may have the output.
        await playout.untilItMaySound(signal);
        hasOutput = true;
        await output.acquire(signal);
      }
      if (voiceToVoiceMs !== undefined && part.sentence !== sentence) {
        if (control.isPausedAfterSentence) playout.pauseAfterWritten();
        await playout.untilItMaySound(signal);
        if (isCutShort()) break;
      }
      sentence = part.sentence;
      await playout.play(part.frame, signal);
      if (voiceToVoiceMs !== undefined || playout.firstAudibleAtMs === undefined) continue;
      voiceToVoiceMs = playout.firstAudibleAtMs - timing.speechEndedAtMs;
      deps.emit({ type: 'playout-start', turnId, voiceToVoiceMs });
    }
    await playout.drain(signal);
    isDrained = true;
  } catch (error) {
    playoutFailure = error;
  }

  const { answerText, replyText } = thinking;
  const failure = playoutFailure ?? thinking.failure ?? voicing.failure;
  const heardMs = playout.playedMs;
  const isCut = signal.aborted || isCutShort();
  const soundedMs = isDrained ? heardMs + ROUNDED_OFF_MS : heardMs;
  const spokenText = isDrained && !isCut ? replyText.trim() : voicing.heard(soundedMs);
  const apology = answerText === undefined ? '' : apologyIn(spokenText, answerText);
  const outcome = failure !== undefined ? 'failed' : isCut ? 'interrupted' : 'completed';
  // A word or a sound while it thinks is one, too.
  const hasSounded = voiceToVoiceMs !== undefined || output.soundsUntilMs > begunAtMs;
  const isCutOff = hasSounded && (signal.aborted || !isDrained);
  if (outcome !== 'completed') {
    reply.stopThinking();
    reply.stopVoicing();
    output.clear();
  }
  if (hasOutput) output.release();
  if (voiceToVoiceMs !== undefined) deps.emit({ type: 'playout-end', turnId, heardMs });
  const { usage, called } = thinking;
  return {
    type: 'turn-end',
    turnId,
    outcome,
    ...(isCutOff ? { isCutOff } : {}),
    agentName: deps.requester.agentName,
    ...userText(request),
    ...speakers(request),
    replyText,
    spokenText,
    ...(apology === '' ? {} : { apology }),
    startedAtMs,
    endedAtMs: clock.wallMs(),
    latency: {
      ...timing.latency,
      ...(thinking.ttftMs === undefined ? {} : { ttftMs: thinking.ttftMs }),
      ...(voicing.ttfbMs === undefined ? {} : { ttfbMs: voicing.ttfbMs }),
      ...(voiceToVoiceMs === undefined ? {} : { voiceToVoiceMs }),
    },
    providers: providersOf(reply, timing),
    ...(usage === undefined ? {} : { usage }),
    ...called,
    ...(failure === undefined ? {} : { failure: failureOf(failure, deps.onFailure, turnId) }),
  };
}

function providersOf(
  { thinking: { provider: llm, fallbackReason }, voicing: { provider: tts } }: PreparedReply,
  { sttProvider: stt }: TurnTiming,
): TurnEnd['providers'] {
  return {
    ...(stt === undefined ? {} : { stt }),
    ...(llm === undefined ? {} : { llm }),
    ...(tts === undefined ? {} : { tts }),
    ...(fallbackReason === undefined ? {} : { fallbackReason }),
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

/** The beginning of a turn that has ended as `end`. */
export function startOf({ turnId, userText: text }: TurnEnd): VoiceEvent {
  return { type: 'turn-start', turnId, ...(text === undefined ? {} : { userText: text }) };
}

/** Waits until there is something to say: with a word where a tool is waited for, and with a soft sound as the agent is set. */
async function waitAudibly(
  { agent, begun }: PreparedReply,
  { output, clock }: TurnDeps,
  playout: Playout,
  fillers: Fillers | undefined,
  signal: AbortSignal,
): Promise<void> {
  const filled = fillers?.sayWhile(begun, false, signal);
  const afterMs = (await agent).thinkingSoundAfterMs;
  if (afterMs === undefined) return filled;
  const { controller, release } = childController(signal);
  const isHeld = () => playout.isPaused || fillers?.isSounding === true;
  const sounding = clock
    .sleepUntil(clock.nowMs() + afterMs, controller.signal)
    .then(() => playThinkingSound(output, clock, isHeld, controller.signal));
  await resolvedBefore(begun, signal);
  controller.abort();
  release();
  await sounding;
  await filled;
}

function userText({ messages }: TurnRequest): { userText?: string } {
  return messages === undefined ? {} : { userText: textOf(messages) };
}

function speakers({ messages = [] }: TurnRequest): { speakers?: Speaker[] } {
  const speakers = speakersOf(messages);
  return speakers.length === 0 ? {} : { speakers };
}
