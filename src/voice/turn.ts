import {
  type AgentConfig,
  type AudioFrame,
  type AudioSink,
  type ChatMessage,
  type Clock,
  FRAME_MS,
  type GenerateRequester,
  type LanguageModel,
  prefetch,
  ProviderError,
  type SpeechSynthesizer,
  type TurnEnd,
  type TurnLatency,
  untilAborted,
  type VoiceEvent,
} from '@vox/voice-core';

import { toFailure } from './failure';
import { Playout } from './playout';
import { splitSentences } from './sentences';
import { speakable } from './speakable';
import { SpokenText } from './spoken-text';

/**
 * Audio synthesised ahead of what is being played: 10 s. The next sentence is ready when the one before it
 * ends, and a long reply is not synthesised in vain when the user breaks in.
 */
const READ_AHEAD_FRAMES = 500;

/** Said when the model gives nothing. */
const APOLOGY = "I'm sorry, I can't answer right now. Please try again.";
/** Said when it fails in the middle of an answer. */
const APOLOGY_MIDWAY = "I'm sorry, I lost my train of thought.";

export type TurnRequest = {
  readonly turnId: string;
  /** What the user said; absent when the agent speaks first. */
  readonly userText?: string;
  /** Spoken as it is, without asking the model (a greeting). */
  readonly fixedReply?: string;
  /** `Clock.nowMs` when the user fell silent, or when the text arrived. */
  readonly speechEndedAtMs: number;
  readonly latency: Pick<TurnLatency, 'endOfUtteranceDelayMs' | 'transcriptFinalMs'>;
  readonly sttProvider?: string;
};

export type TurnRooms = {
  readonly llm: LanguageModel;
  readonly tts: SpeechSynthesizer;
  readonly sink: AudioSink;
  readonly clock: Clock;
  readonly requester: GenerateRequester;
  /** The messages so far, system prompt first; the user's words of this turn are added here. */
  readonly context: () => Promise<readonly ChatMessage[]>;
  readonly emit: (event: VoiceEvent) => void;
};

/** What is known of a turn while it runs. The stages that find out write it; they run ahead of playout. */
type Progress = {
  readonly latency: { -readonly [Stage in keyof TurnLatency]: TurnLatency[Stage] };
  readonly spoken: SpokenText;
  replyText: string;
  failure: unknown;
};

/**
 * Answers one utterance: think, split, speak, play.
 *
 * Aborting `signal` (barge-in, hang-up) ends the turn as `interrupted`, a provider's failure as `failed`.
 * Never rejects: one `TurnEnd` comes back, and unless the turn completed the sink is left silent.
 */
export async function runTurn(
  request: TurnRequest,
  agent: AgentConfig,
  rooms: TurnRooms,
  signal: AbortSignal,
): Promise<TurnEnd> {
  const { turnId } = request;
  const { clock, emit, sink } = rooms;
  const startedAtMs = clock.wallMs();
  const progress: Progress = {
    latency: { ...request.latency },
    spoken: new SpokenText(),
    replyText: '',
    failure: undefined,
  };
  const playout = new Playout(sink, clock);
  let isSpeaking = false;

  emit({ type: 'turn-start', turnId, ...withUserText(request) });
  try {
    const reply = think(request, agent, rooms, signal, progress);
    const frames = prefetch(
      speak(splitSentences(reply), agent, rooms, signal, progress),
      READ_AHEAD_FRAMES,
    );
    for await (const frame of untilAborted(frames, signal)) {
      await playout.play(frame, signal);
      if (isSpeaking || playout.firstAudibleAtMs === undefined) continue;
      isSpeaking = true;
      const voiceToVoiceMs = playout.firstAudibleAtMs - request.speechEndedAtMs;
      progress.latency.voiceToVoiceMs = voiceToVoiceMs;
      emit({ type: 'playout-start', turnId, voiceToVoiceMs });
    }
    await playout.drain(signal);
  } catch (error) {
    progress.failure = error;
  }

  const { failure, latency, replyText, spoken } = progress;
  const heardMs = playout.playedMs;
  const outcome = failure !== undefined ? 'failed' : signal.aborted ? 'interrupted' : 'completed';
  if (signal.aborted || failure !== undefined) sink.clear();
  if (isSpeaking) emit({ type: 'playout-end', turnId, heardMs });
  return {
    type: 'turn-end',
    turnId,
    outcome,
    ...withUserText(request),
    replyText,
    spokenText: outcome === 'completed' ? replyText.trim() : spoken.heard(heardMs),
    startedAtMs,
    endedAtMs: clock.wallMs(),
    latency,
    providers: {
      ...(request.sttProvider === undefined ? {} : { stt: request.sttProvider }),
      ...(request.fixedReply === undefined ? { llm: rooms.llm.info.name } : {}),
      tts: rooms.tts.info.name,
    },
    ...(failure === undefined ? {} : { failure: toFailure(failure) }),
  };
}

/**
 * The reply as it is thought, told to the client as it comes.
 *
 * A model that fails leaves the person without an answer, and one who only listens without a sign: an apology
 * says so. It never starts a second answer on top of what was said.
 */
async function* think(
  request: TurnRequest,
  agent: AgentConfig,
  rooms: TurnRooms,
  signal: AbortSignal,
  progress: Progress,
): AsyncGenerator<string> {
  const { turnId } = request;
  const say = (text: string): string => {
    progress.replyText += text;
    rooms.emit({ type: 'reply-delta', turnId, text });
    return text;
  };
  try {
    for await (const text of words(request, agent, rooms, signal, progress)) yield say(text);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    progress.failure = error;
    yield say(progress.replyText === '' ? APOLOGY : ` ${APOLOGY_MIDWAY}`);
  }
  rooms.emit({ type: 'reply-end', turnId, text: progress.replyText });
}

async function* words(
  request: TurnRequest,
  agent: AgentConfig,
  rooms: TurnRooms,
  signal: AbortSignal,
  { latency }: Progress,
): AsyncGenerator<string> {
  if (request.fixedReply !== undefined) {
    yield request.fixedReply;
    return;
  }
  const messages = [...(await rooms.context())];
  if (request.userText !== undefined) messages.push({ role: 'user', content: request.userText });
  const askedAtMs = rooms.clock.nowMs();
  const parts = rooms.llm.generate(messages, { ...agent.llm, requester: rooms.requester, signal });
  for await (const part of parts) {
    if (part.type !== 'reply-delta' || part.text === '') continue;
    latency.ttftMs ??= rooms.clock.nowMs() - askedAtMs;
    yield part.text;
  }
}

/** Synthesises sentence by sentence. When no voice is left, the rest of the reply is left to be read. */
async function* speak(
  sentences: AsyncIterable<string>,
  agent: AgentConfig,
  rooms: TurnRooms,
  signal: AbortSignal,
  progress: Progress,
): AsyncGenerator<AudioFrame> {
  const { latency, spoken } = progress;
  let isMute = false;
  for await (const text of sentences) {
    spoken.startSentence(text);
    const sayable = speakable(text);
    if (sayable === '' || isMute) continue;
    const askedAtMs = rooms.clock.nowMs();
    let hasSounded = false;
    try {
      for await (const frame of rooms.tts.synthesize(sayable, { ...agent.tts, signal })) {
        latency.ttfbMs ??= rooms.clock.nowMs() - askedAtMs;
        hasSounded = true;
        spoken.addAudio(FRAME_MS);
        yield frame;
      }
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      // A voice that broke off in a sentence has another one behind it; one that gave nothing has none.
      isMute = !hasSounded;
      progress.failure ??= error;
    }
  }
  spoken.completeSentence();
}

function withUserText(request: TurnRequest): { userText?: string } {
  return request.userText === undefined ? {} : { userText: request.userText };
}
