import {
  type AgentConfig,
  type AudioFrame,
  type ChatMessage,
  type Clock,
  FRAME_MS,
  type GenerateRequester,
  type LanguageModel,
  ProviderError,
  type SpeechSynthesizer,
  type TurnEnd,
  type TurnLatency,
  type VoiceEvent,
  type VoiceSettings,
} from '@vox/voice-core';

import { apologyAfter } from './apology';
import type { OnFailure } from './failure';
import type { Output } from '../output/output';
import { SpokenText } from './spoken-text';
import { type Piece, type ReplyText, splitPieces } from '../text';
import { type UserMessage, textOf } from './user-turn';
import { type Refusal, voiced } from './voiced';

/** So many pieces refused one after the other: the voice takes none. */
const MAX_REFUSALS = 3;

export type TurnRequest = {
  readonly turnId: string;
  /** What was said to it; absent when the agent speaks first. */
  readonly messages?: readonly UserMessage[];
  /** Spoken as it is, without asking the model (a greeting). */
  readonly fixedReply?: string;
};

export type TurnDeps = {
  readonly llm: LanguageModel;
  readonly tts: SpeechSynthesizer;
  readonly output: Output;
  readonly clock: Clock;
  readonly requester: Omit<GenerateRequester, 'turnId'>;
  /** How the agent is set now. */
  readonly agent: () => Promise<AgentConfig>;
  /** The messages so far, system prompt first; the user's words of this turn are added here. */
  readonly context: () => Promise<readonly ChatMessage[]>;
  readonly emit: (event: VoiceEvent) => void;
  readonly onFailure: OnFailure;
};

/** What is known of a turn while it runs. The stages that find out write it; they run ahead of playout. */
export type ReplyProgress = {
  readonly latency: { -readonly [Stage in keyof TurnLatency]: TurnLatency[Stage] };
  readonly spoken: SpokenText;
  readonly providers: {
    -readonly [Name in keyof TurnEnd['providers']]: TurnEnd['providers'][Name];
  };
  replyText: string;
  /** The model's part of `replyText`, once an apology follows it. */
  answerText: string | undefined;
  voice: VoiceSettings;
  /** The sentence that is being synthesised, counted from 1, and the one with which the reply is to end. */
  sentence: number;
  lastSentence: number;
  /** Something of it was left unsaid. */
  isCut: boolean;
  failure: unknown;
};

/** What ends the work on a reply: thinking may end before the voice does. */
export type ReplySignals = { readonly model: AbortSignal; readonly voice: AbortSignal };

/** A frame, and the number of the sentence it belongs to. */
export type SpokenFrame = { readonly frame: AudioFrame; readonly sentence: number };

export function newProgress(): ReplyProgress {
  return {
    latency: {},
    spoken: new SpokenText(),
    providers: {},
    replyText: '',
    answerText: undefined,
    voice: {},
    sentence: 0,
    lastSentence: Infinity,
    isCut: false,
    failure: undefined,
  };
}

/** The reply to `request` as sound: asks the model, splits, synthesises. Reads no further ahead than it is read. */
export function replyFrames(
  request: TurnRequest,
  agent: Promise<AgentConfig>,
  deps: TurnDeps,
  signals: ReplySignals,
  progress: ReplyProgress,
): AsyncGenerator<SpokenFrame, void, void> {
  const reply = think(request, agent, deps, signals.model, progress);
  return speak(splitPieces(reply), agent, deps, signals.voice, progress);
}

/**
 * The reply as it is thought, told to the client as it comes.
 *
 * A model that fails leaves the person without an answer, and one who only listens without a sign: an apology
 * says so. It never starts a second answer on top of what was said.
 */
async function* think(
  request: TurnRequest,
  agent: Promise<AgentConfig>,
  deps: TurnDeps,
  signal: AbortSignal,
  progress: ReplyProgress,
): AsyncGenerator<ReplyText> {
  const { turnId } = request;
  const say = (text: string, startsAfresh = false): ReplyText => {
    progress.replyText += text;
    deps.emit({ type: 'reply-delta', turnId, text });
    return { text, startsAfresh };
  };
  try {
    for await (const text of words(request, agent, deps, signal, progress)) {
      if (signal.aborted) break;
      yield say(text);
    }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (!signal.aborted) {
      progress.failure = error;
      progress.answerText = progress.replyText;
      yield say(apologyAfter(progress.answerText), true);
    }
  }
  // Half an answer must not pass for a whole one.
  if (signal.aborted) progress.isCut = true;
  else deps.emit({ type: 'reply-end', turnId, text: progress.replyText });
}

async function* words(
  request: TurnRequest,
  agent: Promise<AgentConfig>,
  deps: TurnDeps,
  signal: AbortSignal,
  progress: ReplyProgress,
): AsyncGenerator<string> {
  if (request.fixedReply !== undefined) {
    yield request.fixedReply;
    return;
  }
  const { llm } = await agent;
  const messages = [...(await deps.context())];
  if (request.messages !== undefined)
    messages.push({ role: 'user', content: textOf(request.messages) });
  const askedAtMs = deps.clock.nowMs();
  progress.providers.llm = deps.llm.info.name;
  const requester = { ...deps.requester, turnId: request.turnId };
  const parts = deps.llm.generate(messages, { ...llm, requester, signal });
  for await (const part of parts) {
    switch (part.type) {
      case 'reply-start':
        progress.providers.llm = part.provider;
        if (part.fallbackReason !== undefined)
          progress.providers.fallbackReason = part.fallbackReason;
        break;
      case 'reply-voice':
        progress.voice = part.settings;
        break;
      case 'reply-delta':
        if (part.text === '') break;
        progress.latency.ttftMs ??= deps.clock.nowMs() - askedAtMs;
        yield part.text;
        break;
      case 'reply-end':
        break;
    }
  }
}

/**
 * Synthesises piece by piece. One that no voice takes is left to be read; when no voice is left, the rest of the reply is.
 */
async function* speak(
  pieces: AsyncIterable<Piece>,
  agent: Promise<AgentConfig>,
  deps: TurnDeps,
  signal: AbortSignal,
  progress: ReplyProgress,
): AsyncGenerator<SpokenFrame, void, void> {
  const { latency, spoken, providers } = progress;
  let isMute = false;
  /** Of the last pieces, one after the other. */
  let refusals: Refusal[] = [];
  for await (const piece of pieces) {
    if (piece.words === '') {
      spoken.startSentence(piece);
      continue;
    }
    if (progress.sentence >= progress.lastSentence) {
      progress.isCut = true;
      break;
    }
    const sentence = ++progress.sentence;
    spoken.startSentence(piece);
    const { tts, filterActions = false } = await agent;
    const sayable = piece.said({ filterActions });
    if (sayable === '' || isMute) continue;
    const askedAtMs = deps.clock.nowMs();
    let hasSounded = false;
    providers.tts = deps.tts.info.name;
    const settings = { ...tts, ...progress.voice };
    const onProvider = (name: string) => (providers.tts = name);
    const options = { ...settings, signal, onProvider };
    try {
      for await (const frame of voiced(deps.tts, sayable, options, (why) => refusals.push(why))) {
        latency.ttfbMs ??= deps.clock.nowMs() - askedAtMs;
        hasSounded = true;
        spoken.addAudio(FRAME_MS);
        yield { frame, sentence };
      }
      if (hasSounded) refusals = [];
      isMute = refusals.length >= MAX_REFUSALS;
    } catch (error) {
      // A voice that broke off in a sentence has another one behind it; one that gave nothing has none.
      isMute = !hasSounded;
      if (isMute) progress.failure ??= error;
    }
    // A sentence that was called off is not complete, however little there is of it.
    if (signal.aborted) return;
  }
  spoken.completeSentence();
  // A text that is refused is the text's fault; a voice that takes none does not work.
  const isVoiceless = latency.ttfbMs === undefined || isMute;
  if (isVoiceless) progress.failure ??= refusals.find((why) => why instanceof ProviderError);
}
