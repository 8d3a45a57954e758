import type { AgentConfig, GenerateRequester, LanguageModel } from '@vox/voice-core';

import type { BargeInOptions } from './barge-in';
import type { ToolLimits } from '../turn/tools/ledger-deps';
import { withRedactionOf } from './kept-redaction';

export type LiveSessionOptions = {
  /** Silence that ends an utterance, for agents that set none. */
  readonly silenceThresholdMs: number;
  readonly maxSpeakingTimeMs: number;
  /** `strategy`: for agents that set none. */
  readonly bargeIn: BargeInOptions;
  /** For agents that set none; no sound when absent. */
  readonly thinkingSoundAfterMs?: number | undefined;
  /** Begin to answer while the silence is not long enough to be sure. */
  readonly speculativeTurns: boolean;
  readonly tools: ToolLimits;
};

/**
 * How the agent of a session that goes on is set now: read anew when somebody begins to speak, and with every answer.
 *
 * What is read from it must be read each time; the server's own settings are, too.
 */
export class LiveSettings {
  #agent: AgentConfig;
  /** Whoever answers now, or answered last. */
  #answering: AgentConfig;
  /** Who had the conversation before, with what those before them left out. */
  #before: AgentConfig | undefined;
  #refreshing: Promise<void> | undefined;
  /** Somebody has had the agent answer nobody. */
  isMuted = false;

  constructor(
    begun: AgentConfig,
    private readonly deps: {
      readonly llm: LanguageModel;
      readonly read: () => Promise<AgentConfig>;
      /** Told why it could not be read; the session goes on as it was. */
      readonly onError: (error: unknown) => void;
    },
    private readonly options: LiveSessionOptions,
  ) {
    this.#agent = begun;
    this.#answering = begun;
  }

  get silenceThresholdMs(): number {
    return this.#agent.silenceThresholdMs ?? this.options.silenceThresholdMs;
  }

  get maxSpeakingTimeMs(): number {
    return this.options.maxSpeakingTimeMs;
  }

  get bargeIn(): BargeInOptions {
    const { bargeIn } = this.options;
    return { ...bargeIn, strategy: this.#agent.bargeIn ?? bargeIn.strategy };
  }

  /** A model that acts when it is asked is asked once, when it is certain what. */
  get maySpeculate(): boolean {
    if (this.isMuted || !this.options.speculativeTurns) return false;
    return !this.deps.llm.actsWhenAsked(this.#agent.llm);
  }

  /** The model of the answer that goes on does something in the world, whatever was set since it was asked. */
  get answerActs(): boolean {
    return this.deps.llm.actsWhenAsked(this.#answering.llm);
  }

  /** As it was read last. */
  get agent(): AgentConfig {
    return this.#agent;
  }

  /** Who asks a model, in the name of the agent that answers then. */
  requesterOf(sessionId: string, userId: string): Omit<GenerateRequester, 'turnId'> {
    const nameOf = () => this.#agent.name;
    return {
      sessionId,
      userId,
      get agentName() {
        return nameOf();
      },
    };
  }

  /** Another agent goes on. */
  changeAgent(agent: AgentConfig): void {
    this.#set(agent);
  }

  /** For an answer that begins. */
  async forAnswer(): Promise<AgentConfig> {
    this.#set(await this.deps.read());
    const { thinkingSoundAfterMs = this.options.thinkingSoundAfterMs } = this.#agent;
    this.#answering = {
      ...this.#agent,
      ...(thinkingSoundAfterMs === undefined ? {} : { thinkingSoundAfterMs }),
    };
    return this.#answering;
  }

  /** Who hears an utterance that begins; as the agent was set before while it cannot be read. */
  async forHearing(): Promise<AgentConfig['sttSteps']> {
    await this.#refreshed();
    return this.#agent.sttSteps;
  }

  /** Somebody begins to speak. */
  refresh(): void {
    void this.#refreshed();
  }

  /** What an agent before left out stays left out: its words are still in the conversation. */
  #set(agent: AgentConfig): void {
    if (agent.id !== this.#agent.id) this.#before = this.#agent;
    this.#agent = withRedactionOf(agent, this.#before);
  }

  /** Those who ask at once ask once. */
  #refreshed(): Promise<void> {
    this.#refreshing ??= this.deps
      .read()
      .then((agent) => this.#set(agent), this.deps.onError)
      .finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }
}
