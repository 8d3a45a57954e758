import {
  MemorySink,
  ScriptedLanguageModel,
  type ScriptedReply,
  type ScriptedTool,
  ScriptedTools,
  VirtualClock,
} from '@vox/testing';
import {
  type AgentConfig,
  AsyncQueue,
  type ChatMessage,
  FRAME_MS,
  type SessionInput,
  type VoiceEvent,
} from '@vox/voice-core';

import { parseConfig } from '../../../src/config';
import { MoonshineSpeechRecognizer } from '../../../src/stt/adapters/embedded/moonshine-speech-recognizer.adapter';
import { LiveSession } from '../../../src/voice/session/live-session';
import { RuleBasedEndOfTurnDetector } from '../../../src/voice/end-of-turn/rule-based-end-of-turn';
import { samplesIn } from '../../eval/audio-tools';
import { VirtualDecoder } from '../../eval/virtual-decoder';
import { MemoryConversations } from '../../support/memory-conversations';
import type { Engines } from './engines';
import { type Line, SocketLine, WebRtcLine } from './line';
import { Loudspeaker, opusLine } from './loudspeaker';
import { UserSide } from './user-side';
import { VirtualVoice } from './virtual-voice';

/** Who takes part; what is left out is as the server has it when nothing is configured. */
export type Setup = {
  readonly agent?: Partial<Pick<AgentConfig, 'greeting' | 'bargeIn' | 'thinkingSoundAfterMs'>>;
  /** What the model says to the user's first, second, … turn, or how it fails; a list where it is asked again for its calls. */
  readonly replies?: readonly (ScriptedReply | readonly ScriptedReply[])[];
  readonly model?: { readonly ttftMs: number };
  /** What the recognizer needs for each decode more than an idle machine: partials come as rarely. */
  readonly recognizer?: { readonly extraMs: number };
  readonly voice?: 'down';
  /** What the agent may call. */
  readonly tools?: Readonly<Record<string, ScriptedTool>>;
  readonly channel?: 'websocket' | 'webrtc';
};

/** A model of usual speed. */
const MODEL = { ttftMs: 300 };
const WORD_MS = 20;

const REPLY = 'Certainly. I have made a note of that.';

/** More than any answer and any wait takes: a session that has not ended by then never will. */
const ENDING_MS = 120_000;

const FRAME_SAMPLES = samplesIn(FRAME_MS);

/** One live session with real ears and a real voice, on a clock that the user's audio moves. */
export class Stage {
  readonly clock = new VirtualClock();
  readonly sink = new MemorySink(this.clock);
  readonly events: { readonly atMs: number; readonly event: VoiceEvent }[] = [];
  readonly errors: unknown[] = [];
  readonly conversations: MemoryConversations;
  readonly model: ScriptedLanguageModel;
  readonly voice: VirtualVoice;
  readonly tools: ScriptedTools;
  readonly room: UserSide;
  readonly line: Line;
  isMuted = false;
  /** How fast the user's clock runs. */
  driftPpm = 0;
  decodes = 0;
  readonly #decoder: VirtualDecoder;
  readonly #input = new AsyncQueue<SessionInput>(1000);
  readonly #hangUp = new AbortController();
  readonly #running: Promise<void>;
  #hasEnded = false;

  constructor(
    title: string,
    private readonly setup: Setup,
    engines: Engines,
  ) {
    const { clock } = this;
    const agent: AgentConfig = {
      id: 'agent',
      name: 'Vox',
      systemPrompt: 'Be kind.',
      llm: {},
      tts: {},
      ...(setup.tools === undefined ? {} : { tools: Object.keys(setup.tools) }),
      ...setup.agent,
    };
    this.tools = new ScriptedTools(setup.tools ?? {}, clock);
    this.conversations = new MemoryConversations(agent);
    this.#decoder = new VirtualDecoder(engines.memory, clock);
    this.voice = new VirtualVoice(
      engines.voice,
      clock,
      engines.spokenBefore,
      setup.voice === 'down',
    );
    const isWebRtc = setup.channel === 'webrtc';
    const loudspeaker = new Loudspeaker(this.sink, isWebRtc ? opusLine() : undefined);
    this.room = new UserSide(loudspeaker, title);
    this.line = isWebRtc ? new WebRtcLine(title) : new SocketLine();
    this.model = new ScriptedLanguageModel((messages) => replyTo(messages, setup.replies), {
      clock,
      wordMs: WORD_MS,
      ...(setup.model ?? MODEL),
    });
    const identity = { userId: 'user', channel: setup.channel ?? 'websocket' } as const;
    const { voice } = parseConfig({});
    this.#running = new LiveSession(
      {
        ...identity,
        id: 'session',
        input: this.#input,
        audioOut: this.sink,
        signal: this.#hangUp.signal,
      },
      { ...identity, sessionId: 'session', agent },
      {
        stt: new MoonshineSpeechRecognizer((samples) => this.#decode(samples)),
        vad: engines.detector,
        llm: this.model,
        tts: this.voice,
        tools: this.tools,
        hangUp: () => this.#hangUp.abort('hang-up'),
        endOfTurn: new RuleBasedEndOfTurnDetector(),
        conversations: this.conversations,
        clock,
        emit: (event) => this.events.push({ atMs: clock.nowMs(), event }),
        onFailure: () => undefined,
        onError: (error) => this.errors.push(error),
      },
      {
        silenceThresholdMs: voice.SILENCE_THRESHOLD_MS,
        maxSpeakingTimeMs: voice.MAX_SPEAKING_TIME_MS,
        bargeIn: { strategy: voice.BARGE_IN_STRATEGY, minSpeechMs: voice.BARGE_IN_MIN_SPEECH_MS },
        speculativeTurns: voice.SPECULATIVE_TURNS,
        tools: {
          maxSteps: voice.TOOL_MAX_STEPS,
          maxMs: voice.TOOL_MAX_SECONDS * 1000,
          waitMs: 6000,
        },
      },
    ).run();
  }

  get nowMs(): number {
    return this.clock.nowMs();
  }

  /** 20 ms of the user's time pass; they make `sound`, or none. */
  async pass(sound?: Int16Array): Promise<void> {
    if (this.#hasEnded) return;
    const endMs = this.nowMs + FRAME_MS / (1 + this.driftPpm / 1e6);
    const pcm = this.room.pickUp(sound, this.nowMs);
    this.line.carry(this.isMuted ? undefined : pcm, endMs);
    for (const { atMs, frames } of this.line.arrivals(endMs)) {
      await this.#advanceTo(atMs);
      for (const frame of frames) this.#input.push({ type: 'audio', frame });
    }
    await this.#advanceTo(endMs);
  }

  async play(sound: Int16Array): Promise<void> {
    for (let at = 0; at < sound.length; at += FRAME_SAMPLES) {
      const frame = new Int16Array(FRAME_SAMPLES);
      frame.set(sound.subarray(at, at + FRAME_SAMPLES));
      await this.pass(frame);
    }
  }

  async send(item: SessionInput): Promise<void> {
    this.#input.push(item);
    await this.#settle();
  }

  hangUp(): Promise<void> {
    this.#hangUp.abort('hang-up');
    return this.#end();
  }

  /** The user leaves when everything is said. */
  leave(): Promise<void> {
    this.#input.close();
    return this.#end();
  }

  async #end(): Promise<void> {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    let isOver = false;
    const over = this.#running.finally(() => (isOver = true));
    over.catch(() => undefined);
    const deadlineMs = this.nowMs + ENDING_MS;
    await this.#settle();
    while (!isOver && this.nowMs < deadlineMs) await this.#advanceTo(this.nowMs + FRAME_MS);
    if (!isOver) throw new Error('the session does not end');
    await over;
    // A decode cannot be stopped; it ends on its own.
    while (this.decodes > 0) await this.#advanceTo(this.nowMs + FRAME_MS);
  }

  async #advanceTo(atMs: number): Promise<void> {
    await this.#settle();
    await this.clock.advance(Math.max(0, atMs - this.nowMs));
    await this.#settle();
  }

  /** Everything that engines still work on is done before time goes on. */
  async #settle(): Promise<void> {
    do {
      await this.voice.settle();
      await this.#decoder.settle();
    } while (this.voice.isBusy);
  }

  async #decode(samples: Float32Array): Promise<string> {
    this.decodes++;
    const text = await this.#decoder.decode(samples, 'final').finally(() => this.decodes--);
    const extraMs = this.setup.recognizer?.extraMs ?? 0;
    await this.clock.sleepUntil(this.nowMs + extraMs);
    return text;
  }
}

/** Which turn it is shows in what the model is told of the conversation: answers nobody heard are not in it. */
function replyTo(messages: readonly ChatMessage[], replies: Setup['replies']): ScriptedReply {
  if (replies === undefined) return REPLY;
  const isSaid = ({ role, content }: ChatMessage) => role === 'user' && !content.startsWith('[');
  const turn = messages.filter(isSaid).length;
  const called = messages.slice(messages.findLastIndex(isSaid)).filter(hasCalls).length;
  const steps = replies[turn - 1];
  const reply = (Array.isArray(steps) ? steps[called] : steps) as ScriptedReply | undefined;
  if (reply === undefined) throw new Error(`the scenario has no reply to turn ${turn}`);
  return reply;
}

function hasCalls(message: ChatMessage): boolean {
  return message.role === 'assistant' && message.toolCalls !== undefined;
}
