import {
  EnergyVoiceActivityDetector,
  ScriptedLanguageModel,
  type ScriptedReply,
  type ScriptedTool,
  ScriptedTools,
} from '@vox/testing';
import {
  type AgentConfig,
  type AudioFrame,
  type ChatMessage,
  FRAME_MS,
  type SessionInfo,
  type SessionInput,
  type TurnEnd,
  type VoiceEvent,
  type VoiceSession,
} from '@vox/voice-core';

import { parseConfig } from '../../../src/config';
import type { ConsentBook } from '../../../src/consents';
import { DiscordVoiceChannels } from '../../../src/discord/guild/discord-voice-channels';
import type { JoinRequest, VoiceBot } from '../../../src/discord/voice-channels';
import {
  type DiscordAgent,
  type DiscordAgentSettings,
  DiscordSettings,
  type GuildRoleIds,
} from '../../../src/discord/settings.port';
import { VoiceBots } from '../../../src/discord/voice-bots';
import { Announcer, TurnObservers, VoiceService } from '../../../src/voice';
import { memoryConsents } from '../memory-consents';
import { ConversationBench, poet } from '../conversation-bench';
import { BOT_ID, FakeGuildDirectory } from './fake-guild';
import { type FakeVoiceConnection, FakeVoiceConnections } from './fake-voice-connection';
import { MarkedRecognizer, MarkedSynthesizer } from './marked-voices';

const DEFAULTS: DiscordAgentSettings = {
  mode: 'personal',
  answers: 'always',
  wakePhrases: [],
  bargeInBy: 'anyone',
  notice: 'off',
  noticeText: 'You are listened to.',
};

/** Settings that a test sets as it likes. */
export class FakeDiscordSettings extends DiscordSettings {
  readonly autoJoinChannelIds = new Set<string>();
  captionsChannel: string | undefined;
  optedOut: readonly string[] = [];
  confirmingRoles: readonly string[] = [];
  roles: GuildRoleIds = { memberRoleIds: [], adminRoleIds: [] };
  readonly languages = new Map<string, string>();
  /** Users of the server, by their Discord ids. */
  readonly linked = new Map<string, string>();
  /** The database is away: what guilds have chosen cannot be read. */
  isAway = false;

  constructor(
    readonly config: AgentConfig,
    readonly discord: DiscordAgentSettings,
  ) {
    super();
  }

  override agent(): Promise<DiscordAgent> {
    return Promise.resolve({ config: this.config, discord: this.discord });
  }

  override async guildAgentId(): Promise<string | undefined> {
    this.#reach();
    return undefined;
  }

  override async captionsChannelId(): Promise<string | undefined> {
    this.#reach();
    return this.captionsChannel;
  }

  override confirmingRoleIds(): readonly string[] {
    return this.confirmingRoles;
  }

  override guildRoles(): GuildRoleIds {
    return this.roles;
  }

  override readGuildRoles(): Promise<GuildRoleIds> {
    return Promise.resolve(this.roles);
  }

  override language(userId: string): string | undefined {
    return this.languages.get(userId);
  }

  override linkedUser(userId: string): string | null {
    return this.linked.get(userId) ?? null;
  }

  override findLinkedUser(userId: string): Promise<string | null> {
    return Promise.resolve(this.linkedUser(userId));
  }

  override optedOutUserIds(): Promise<readonly string[]> {
    return Promise.resolve(this.optedOut);
  }

  override autoJoin(_bot: unknown, channelId: string): Promise<{ agentId?: string } | undefined> {
    return Promise.resolve(this.autoJoinChannelIds.has(channelId) ? {} : undefined);
  }

  #reach(): void {
    if (this.isAway) throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  }
}

/** The real loop, which remembers what it was given. */
class RememberingVoice extends VoiceService {
  readonly inputs: SessionInput[] = [];

  override converse(session: VoiceSession): AsyncGenerator<VoiceEvent, void, void> {
    return super.converse({ ...session, input: this.#remembered(session.input) });
  }

  async *#remembered(input: AsyncIterable<SessionInput>) {
    for await (const item of input) {
      this.inputs.push(item);
      yield item;
    }
  }
}

export type GuildScript = {
  readonly discord?: Partial<DiscordAgentSettings>;
  readonly agent?: Partial<AgentConfig>;
  readonly maxSessions?: number;
  /** What the agent asks people for. */
  readonly consents?: Parameters<typeof memoryConsents>[0];
  /** Answers `Answer to <words>.` when absent. */
  readonly reply?: (messages: readonly ChatMessage[]) => ScriptedReply;
  /** What the agent may call: all of them. */
  readonly tools?: Readonly<Record<string, ScriptedTool>>;
};

/** Conversations in voice channels on virtual time: the real loop, and no Discord. */
export class GuildBench {
  readonly store = new ConversationBench();
  readonly clock = this.store.clock;
  readonly guilds = new FakeGuildDirectory();
  readonly guild = this.guilds.add('guild');
  readonly connections = new FakeVoiceConnections(this.clock);
  readonly stt = new MarkedRecognizer();
  readonly tts = new MarkedSynthesizer();
  readonly vad = new EnergyVoiceActivityDetector();
  readonly llm: ScriptedLanguageModel;
  readonly settings: FakeDiscordSettings;
  readonly tools: ScriptedTools;
  readonly bots = new VoiceBots();
  readonly consents: ConsentBook;
  readonly bot = { client: { user: { id: BOT_ID } } } as VoiceBot;
  readonly voice: DiscordVoiceChannels;
  readonly service: RememberingVoice;
  readonly events: { readonly session: SessionInfo; readonly event: VoiceEvent }[] = [];

  constructor(script: GuildScript = {}) {
    const { clock, store, stt, vad, tts } = this;
    const answer = (messages: readonly ChatMessage[]) =>
      `Answer to ${messages.at(-1)?.content.replaceAll(/[.\n]/g, ' ') ?? ''}.`;
    this.llm = new ScriptedLanguageModel(script.reply ?? answer);
    this.tools = new ScriptedTools(script.tools ?? {}, clock);
    const tools = Object.keys(script.tools ?? {});
    const agent = { ...poet, name: 'Vox', tools, ...script.agent };
    store.store.agents.set(agent.id, agent);
    this.settings = new FakeDiscordSettings(agent, { ...DEFAULTS, ...script.discord });
    const observers = new TurnObservers();
    observers.register({
      onVoiceEvent: (session, event) => this.events.push({ session, event }),
    });
    const config = parseConfig({
      MAX_SESSIONS: String(script.maxSessions ?? 100),
      SILENCE_THRESHOLD_MS: '600',
      ENDPOINTING: 'fixed',
    });
    this.consents = memoryConsents({ ...script.consents, clock });
    const judge = { judge: () => Promise.reject(new Error('not asked')) } as never;
    this.service = new RememberingVoice(
      stt,
      vad,
      this.llm,
      tts,
      store.service,
      judge,
      observers,
      clock,
      config,
      this.tools,
    );
    this.voice = new DiscordVoiceChannels(
      this.bots,
      this.guilds,
      this.settings,
      this.connections,
      this.service,
      store.service,
      new Announcer(tts, clock),
      clock,
      this.consents,
    );
    this.voice.onApplicationBootstrap();
  }

  /** Ann is in the channel, and the bot logs in. */
  static async withAnn(script: GuildScript = {}): Promise<GuildBench> {
    const bench = new GuildBench(script);
    bench.guild.move('ann', 'talk');
    await bench.start();
    return bench;
  }

  /** The bot has joined Ann's channel, and says `reply`. */
  static async speaking(reply: string): Promise<GuildBench> {
    const bench = await GuildBench.withAnn({ reply: () => reply });
    await bench.join();
    await bench.speak(1000, { ann: bench.stt.voice('apples') });
    await bench.clock.advance(2000);
    expect(bench.said).toEqual([reply]);
    return bench;
  }

  /** The bot logs in. */
  async start(): Promise<void> {
    this.bots.add(this.bot);
    await this.clock.advance(0);
  }

  async join(request: Partial<JoinRequest> = {}) {
    const { guildId } = this.guild;
    const joining = this.voice.join({ bot: this.bot, guildId, channelId: 'talk', ...request });
    joining.catch(() => undefined);
    await this.clock.advance(this.connections.isReachable ? 0 : 20_000);
    return joining;
  }

  /** The newest connection. */
  get connection(): FakeVoiceConnection {
    const connection = this.connections.opened.at(-1);
    if (connection === undefined) throw new Error('no voice connection was opened');
    return connection;
  }

  /** Everybody speaks at the same time for `ms`, then is silent. */
  async speak(ms: number, voices: Readonly<Record<string, AudioFrame>>): Promise<void> {
    for (let spokenMs = 0; spokenMs < ms; spokenMs += FRAME_MS) {
      await this.clock.advance(FRAME_MS);
      for (const [userId, frame] of Object.entries(voices)) {
        this.connection.emit({ type: 'audio', userId, frame });
      }
    }
    for (const userId of Object.keys(voices)) this.connection.emit({ type: 'silence', userId });
    await this.clock.advance(0);
  }

  /** What the channel heard the bot say, text by text. */
  get said(): string[] {
    return this.connections.opened.flatMap(({ heard }) => this.tts.said(heard));
  }

  get turns(): { readonly userId: string; readonly end: TurnEnd }[] {
    return this.events.flatMap(({ session, event }) =>
      event.type === 'turn-end' ? [{ userId: session.userId, end: event }] : [],
    );
  }

  /** Ends everything; fails a test that leaves something running. */
  async stop(): Promise<void> {
    const stopping = this.voice.beforeApplicationShutdown();
    await this.clock.advance(1000);
    await stopping;
    expect(this.vad.openStreams).toBe(0);
    expect(this.service.liveSessions).toBe(0);
    expect(this.clock.sleepers).toBe(0);
  }
}
