import { ScriptedLanguageModel } from '@vox/testing';
import type { SpeechSynthesizer, TurnEnd, VoiceActivityDetector } from '@vox/voice-core';

import { parseConfig } from '../../src/config';
import { DiscordVoiceChannels } from '../../src/discord/guild/discord-voice-channels';
import type { VoiceBot } from '../../src/discord/voice-channels';
import { VoiceBots } from '../../src/discord/voice-bots';
import { MoonshineSpeechRecognizer } from '../../src/stt/adapters/embedded/moonshine-speech-recognizer.adapter';
import { Announcer, TurnObservers, VoiceService } from '../../src/voice';
import { RuleBasedEndOfTurnDetector } from '../../src/voice/end-of-turn/rule-based-end-of-turn';
import { VirtualDecoder } from '../eval/virtual-decoder';
import { VirtualVoice } from '../scenarios/support/virtual-voice';
import { memoryConsents } from '../support/memory-consents';
import { ConversationBench, poet } from '../support/conversation-bench';
import { BOT_ID, FakeGuildDirectory } from '../support/discord/fake-guild';
import { FakeDiscordSettings } from '../support/discord/guild-bench';
import { SocketlessVoiceConnections } from './socketless-connection';

const REPLIES = [
  'I have understood what you said.',
  'Let me think. The parcel left on Monday, so it should be with you tomorrow before noon.',
  'No.',
  'We are open from eight to six on weekdays, and from ten to two on Saturdays. On Sundays nobody is there.',
];

export type SoakEngines = {
  readonly decode: (samples: Float32Array) => Promise<string>;
  readonly detector: VoiceActivityDetector;
  readonly voice: SpeechSynthesizer;
};

/** Everything of the server that a Discord voice channel touches, from the jitter buffer to the context, on virtual time. */
export class SoakServer {
  readonly store = new ConversationBench();
  readonly clock = this.store.clock;
  readonly guilds = new FakeGuildDirectory();
  readonly links = new SocketlessVoiceConnections(this.clock);
  readonly conversations: DiscordVoiceChannels;
  readonly service: VoiceService;
  readonly outcomes: Record<TurnEnd['outcome'], number> = {
    completed: 0,
    interrupted: 0,
    failed: 0,
  };
  readonly #bots = new VoiceBots();
  readonly #spoken = new Map();
  readonly #decoder: VirtualDecoder;
  readonly #voice: VirtualVoice;
  readonly #llm: ScriptedLanguageModel;

  constructor(engines: SoakEngines) {
    const { clock, store } = this;
    this.#decoder = new VirtualDecoder({ text: engines.decode }, clock);
    this.#voice = new VirtualVoice(engines.voice, clock, this.#spoken, false);
    let replies = 0;
    this.#llm = new ScriptedLanguageModel(() => REPLIES[replies++ % REPLIES.length] ?? '', {
      clock,
      ttftMs: 300,
      wordMs: 20,
    });
    store.store.agents.set(poet.id, poet);
    const settings = new FakeDiscordSettings(poet, {
      mode: 'personal',
      answers: 'always',
      wakePhrases: [],
      bargeInBy: 'anyone',
      notice: 'both',
      noticeText: 'You are listened to.',
    });
    for (const channelId of ['talk', 'other']) settings.autoJoinChannelIds.add(channelId);
    const observers = new TurnObservers();
    observers.register({
      onVoiceEvent: (_session, event) => {
        if (event.type === 'turn-end') this.outcomes[event.outcome] += 1;
      },
    });
    this.service = new VoiceService(
      new MoonshineSpeechRecognizer(this.#decoder.decode),
      engines.detector,
      this.#llm,
      this.#voice,
      store.service,
      new RuleBasedEndOfTurnDetector(),
      observers,
      clock,
      parseConfig({}),
    );
    this.conversations = new DiscordVoiceChannels(
      this.#bots,
      this.guilds,
      settings,
      this.links,
      this.service,
      store.service,
      new Announcer(this.#voice, clock),
      clock,
      memoryConsents({ clock }),
    );
  }

  async start(): Promise<void> {
    await this.store.service.start();
    this.conversations.onApplicationBootstrap();
    this.#bots.add({ client: { user: { id: BOT_ID } } } as VoiceBot);
    await this.advance(0);
  }

  /** Time passes when the engines have done what they were asked. */
  async advance(ms: number): Promise<void> {
    await this.#settle();
    await this.clock.advance(ms);
  }

  /** What the fakes wrote down of the past. */
  forgetRecords(): void {
    this.#llm.calls.length = 0;
    this.#spoken.clear();
    for (const guild of this.guilds.list()) guild.posts.length = 0;
  }

  async stop(): Promise<void> {
    const stopping = Promise.all([
      this.conversations.beforeApplicationShutdown(),
      this.store.service.stop(),
    ]);
    await this.advance(1000);
    await stopping;
  }

  async #settle(): Promise<void> {
    do {
      await this.#voice.settle();
      await this.#decoder.settle();
    } while (this.#voice.isBusy);
  }
}
