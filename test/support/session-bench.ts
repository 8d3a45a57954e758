import {
  EnergyVoiceActivityDetector,
  MemorySink,
  type Script,
  ScriptedLanguageModel,
  type ScriptedReply,
  ScriptedSpeechRecognizer,
  type ScriptedTool,
  ScriptedTools,
  type ScriptedUtterance,
  ToneSynthesizer,
  type ToneOptions,
  VirtualClock,
} from '@vox/testing';
import {
  type AgentConfig,
  AsyncQueue,
  type AudioSink,
  type ChatMessage,
  FRAME_MS,
  type GroupRules,
  type LanguageModel,
  type SessionInput,
  type SessionRecorder,
  type Speaker,
  type SpeechRecognizer,
  type TokenUsage,
  type TurnEnd,
  type VoiceEvent,
} from '@vox/voice-core';

import { type Guest, Guests } from '../../src/voice/session/guests';
import { LiveSession } from '../../src/voice/session/live-session';
import type { LiveView } from '../../src/voice/session/live-view';
import type { LiveSessionOptions } from '../../src/voice/turn-taking/live-settings';
import { MemoryConversations } from './memory-conversations';
import { SpendingBench } from './spending-bench';

const SPEECH = new Int16Array(320).fill(6000);
const SILENCE = new Int16Array(320);

export type SessionScript = {
  readonly hears?: readonly ScriptedUtterance[];
  readonly replies?: Script<readonly ChatMessage[], ScriptedReply>;
  readonly ttftMs?: number;
  /** Before each of the model's following words. */
  readonly wordMs?: number;
  /** The model does something in the world when it is asked. */
  readonly modelActs?: boolean;
  /** Puts something between the model and the session. */
  readonly model?: (own: LanguageModel) => LanguageModel;
  /** What each reply of the model takes. */
  readonly usage?: TokenUsage;
  readonly tts?: ToneOptions;
  readonly agent?: Partial<AgentConfig>;
  readonly options?: Partial<LiveSessionOptions>;
  readonly group?: GroupRules;
  /** What the agent may call: all of them. */
  readonly tools?: Readonly<Record<string, ScriptedTool>>;
  /** What may be spent, as variables say it: then the engines are paid for. */
  readonly caps?: Readonly<Record<string, string>>;
  /** Where the answers go, instead of `sink`. */
  readonly audioOut?: (clock: VirtualClock, sink: MemorySink) => AudioSink;
  /** Keeps the sound. */
  readonly recorder?: (clock: VirtualClock) => SessionRecorder;
  /** Somebody has muted the agent before it begins. */
  readonly isMuted?: boolean;
  /** Puts something between the recognizer and the session. */
  readonly recognizer?: (recognizer: SpeechRecognizer, clock: VirtualClock) => SpeechRecognizer;
};

/** One live session on virtual time, with scripted engines. Speech is loud frames, fed in real (virtual) time. */
export class SessionBench {
  readonly clock = new VirtualClock();
  readonly sink = new MemorySink(this.clock);
  readonly conversations: MemoryConversations;
  readonly detector = new EnergyVoiceActivityDetector();
  readonly events: { readonly atMs: number; readonly event: VoiceEvent }[] = [];
  readonly errors: unknown[] = [];
  readonly failures: { readonly error: unknown; readonly turnId: string | undefined }[] = [];
  readonly recognizer: ScriptedSpeechRecognizer;
  readonly llm: ScriptedLanguageModel;
  readonly tts: ToneSynthesizer;
  readonly hangUp = new AbortController();
  readonly tools: ScriptedTools;
  readonly spending: SpendingBench;
  readonly #input = new AsyncQueue<SessionInput>(100_000);
  readonly #session: LiveSession;
  readonly #guests = new Guests();
  readonly #running: Promise<void>;
  /** Who has spoken: what they do not say is silence. */
  readonly #heard = new Map<string, Speaker>();

  constructor(script: SessionScript = {}) {
    const { clock } = this;
    this.recognizer = new ScriptedSpeechRecognizer(script.hears ?? []);
    this.llm = new ScriptedLanguageModel(script.replies ?? [], {
      clock,
      ttftMs: script.ttftMs ?? 0,
      ...(script.wordMs === undefined ? {} : { wordMs: script.wordMs }),
      hasSideEffects: script.modelActs ?? false,
      ...(script.usage === undefined ? {} : { usage: script.usage }),
    });
    this.tts = new ToneSynthesizer({ clock, wordMs: 200, ...script.tts });
    const agent: AgentConfig = {
      id: 'agent',
      name: 'Vox',
      systemPrompt: 'Be kind.',
      llm: {},
      tts: {},
      ...(script.tools === undefined ? {} : { tools: Object.keys(script.tools) }),
      ...script.agent,
    };
    this.tools = new ScriptedTools(script.tools ?? {}, clock);
    this.conversations = new MemoryConversations(agent);
    this.spending = new SpendingBench(clock, script.caps ?? {});
    const stt = script.recognizer?.(this.recognizer, clock) ?? this.recognizer;
    const llm = script.model?.(this.llm) ?? this.llm;
    const scripted = { stt, llm, tts: this.tts };
    const engines = script.caps === undefined ? scripted : this.spending.engines(scripted);
    this.#session = new LiveSession(
      {
        id: 'session',
        userId: 'user',
        channel: 'websocket',
        input: this.#input,
        audioOut: script.audioOut?.(clock, this.sink) ?? this.sink,
        ...(script.group === undefined ? {} : { group: script.group }),
        signal: this.hangUp.signal,
      },
      { sessionId: 'session', userId: 'user', channel: 'websocket', agent },
      {
        ...engines,
        vad: this.detector,
        ...(script.caps === undefined ? {} : { limits: this.spending.limits }),
        ...(script.tools === undefined ? {} : { tools: this.tools }),
        ...(script.recorder === undefined ? {} : { recorder: script.recorder(clock) }),
        hangUp: () => this.hangUp.abort('hang-up'),
        conversations: this.conversations,
        clock,
        emit: (event) => {
          this.events.push({ atMs: clock.nowMs(), event });
          this.#guests.emit(event);
        },
        onFailure: (error, turnId) => this.failures.push({ error, turnId }),
        onError: (error) => this.errors.push(error),
      },
      {
        silenceThresholdMs: 600,
        maxSpeakingTimeMs: 45_000,
        bargeIn: { strategy: 'immediate', minSpeechMs: 200 },
        speculativeTurns: true,
        tools: { maxSteps: 5, maxMs: 30_000, waitMs: 6000 },
        ...script.options,
      },
    );
    if (script.isMuted === true) this.mute(true);
    this.#running = this.#session.run().finally(() => this.#guests.close());
  }

  /** Somebody joins from another channel. */
  join(guest: Guest): AsyncIterable<VoiceEvent> {
    return this.#guests.host(this.#session, guest);
  }

  /** Somebody in the group asks for all that they said to be forgotten. */
  forget(speakerId: string): void {
    this.#session.forget(speakerId);
  }

  /** The session was deleted while it goes on. */
  forgetAll(): void {
    this.#session.forgetAll();
  }

  /** Somebody has the agent answer nobody, or answer again. */
  mute(isMuted: boolean): void {
    this.#session.mute(isMuted);
  }

  get view(): LiveView {
    return this.#session.view;
  }

  /** Somebody has the agent say something. */
  announce(text: string, interrupts = false): string | undefined {
    return this.#session.announce(text, interrupts);
  }

  /** The user speaks for `ms`; in a group, those who are named do, at once. */
  speak(ms: number, ...speakers: readonly Speaker[]): Promise<void> {
    return this.#feed(SPEECH, ms, speakers);
  }

  /** The user says nothing for `ms`; in a group, nobody does who has ever spoken. */
  quiet(ms: number): Promise<void> {
    return this.#feed(SILENCE, ms, []);
  }

  async send(item: SessionInput): Promise<void> {
    this.#input.push(item);
    await this.clock.advance(0);
  }

  /** The channel has no more input; resolves when the session has ended. */
  async end(): Promise<void> {
    this.#input.close();
    await this.clock.advance(60_000);
    await this.#running;
  }

  async hangsUp(): Promise<void> {
    this.hangUp.abort('hang-up');
    await this.clock.advance(0);
    await this.#running;
  }

  ofType<Type extends VoiceEvent['type']>(type: Type) {
    return this.events.flatMap(({ atMs, event }) =>
      event.type === type ? [{ ...(event as Extract<VoiceEvent, { type: Type }>), atMs }] : [],
    );
  }

  get turns(): TurnEnd[] {
    return this.ofType('turn-end');
  }

  async #feed(pcm: Int16Array, ms: number, speakers: readonly Speaker[]): Promise<void> {
    for (const speaker of speakers) this.#heard.set(speaker.id, speaker);
    for (let fedMs = 0; fedMs < ms; fedMs += FRAME_MS) {
      await this.clock.advance(FRAME_MS);
      if (this.#heard.size === 0) this.#push(pcm, undefined);
      for (const speaker of this.#heard.values()) {
        this.#push(speakers.includes(speaker) ? pcm : SILENCE, speaker);
      }
    }
    await this.clock.advance(0);
  }

  #push(pcm: Int16Array, speaker: Speaker | undefined): void {
    const frame = { pcm, sampleRateHz: 16_000 } as const;
    this.#input.push({ type: 'audio', frame, ...(speaker === undefined ? {} : { speaker }) });
  }
}
