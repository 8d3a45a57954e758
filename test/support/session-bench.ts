import {
  EnergyVoiceActivityDetector,
  MemorySink,
  ScriptedLanguageModel,
  type ScriptedReply,
  ScriptedSpeechRecognizer,
  type ScriptedUtterance,
  ToneSynthesizer,
  type ToneOptions,
  VirtualClock,
} from '@vox/testing';
import {
  type AgentConfig,
  AsyncQueue,
  FRAME_MS,
  type SessionInput,
  type TurnEnd,
  type VoiceEvent,
} from '@vox/voice-core';

import { LiveSession, type LiveSessionOptions } from '../../src/voice/live-session';
import { MemoryConversations } from './memory-conversations';

const SPEECH = new Int16Array(320).fill(6000);
const SILENCE = new Int16Array(320);

export type SessionScript = {
  readonly hears?: readonly ScriptedUtterance[];
  readonly replies?: readonly ScriptedReply[];
  readonly ttftMs?: number;
  readonly tts?: ToneOptions;
  readonly agent?: Partial<AgentConfig>;
  readonly options?: Partial<LiveSessionOptions>;
};

/** One live session on virtual time, with scripted engines. Speech is loud frames, fed in real (virtual) time. */
export class SessionBench {
  readonly clock = new VirtualClock();
  readonly sink = new MemorySink(this.clock);
  readonly conversations: MemoryConversations;
  readonly detector = new EnergyVoiceActivityDetector();
  readonly events: { readonly atMs: number; readonly event: VoiceEvent }[] = [];
  readonly errors: unknown[] = [];
  readonly recognizer: ScriptedSpeechRecognizer;
  readonly llm: ScriptedLanguageModel;
  readonly tts: ToneSynthesizer;
  readonly hangUp = new AbortController();
  readonly #input = new AsyncQueue<SessionInput>(100_000);
  readonly #running: Promise<void>;

  constructor(script: SessionScript = {}) {
    const { clock } = this;
    this.recognizer = new ScriptedSpeechRecognizer(script.hears ?? []);
    this.llm = new ScriptedLanguageModel(script.replies ?? [], {
      clock,
      ttftMs: script.ttftMs ?? 0,
    });
    this.tts = new ToneSynthesizer({ clock, wordMs: 200, ...script.tts });
    const agent: AgentConfig = {
      id: 'agent',
      name: 'Vox',
      systemPrompt: 'Be kind.',
      llm: {},
      tts: {},
      ...script.agent,
    };
    this.conversations = new MemoryConversations(agent);
    const session = new LiveSession(
      {
        id: 'session',
        userId: 'user',
        channel: 'websocket',
        input: this.#input,
        audioOut: this.sink,
        signal: this.hangUp.signal,
      },
      { sessionId: 'session', userId: 'user', channel: 'websocket', agent },
      {
        stt: this.recognizer,
        vad: this.detector,
        llm: this.llm,
        tts: this.tts,
        conversations: this.conversations,
        clock,
        emit: (event) => this.events.push({ atMs: clock.nowMs(), event }),
        onError: (error) => this.errors.push(error),
      },
      {
        silenceThresholdMs: 600,
        maxSpeakingTimeMs: 45_000,
        bargeIn: { strategy: 'immediate', minSpeechMs: 200 },
        speculates: true,
        ...script.options,
      },
    );
    this.#running = session.run();
  }

  /** The user speaks for `ms`. */
  speak(ms: number): Promise<void> {
    return this.#feed(SPEECH, ms);
  }

  /** The user says nothing for `ms`. */
  quiet(ms: number): Promise<void> {
    return this.#feed(SILENCE, ms);
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

  async #feed(pcm: Int16Array, ms: number): Promise<void> {
    for (let fedMs = 0; fedMs < ms; fedMs += FRAME_MS) {
      await this.clock.advance(FRAME_MS);
      this.#input.push({ type: 'audio', frame: { pcm, sampleRateHz: 16_000 } });
    }
    await this.clock.advance(0);
  }
}
