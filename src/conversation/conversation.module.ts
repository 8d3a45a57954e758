import {
  Global,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type Provider,
} from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import {
  AgentEntity,
  DeletedSessionEntity,
  MessageEntity,
  ServerEntity,
  SessionEntity,
  SessionSummaryEntity,
} from '@vox/database';
import { Clock, Conversations, SystemClock } from '@vox/voice-core';

import { AppConfig } from '../config';
import { SecretsModule } from '../secrets';
import { AgentDirectory } from './agent-directory';
import { BackgroundSweep } from './background-sweep';
import { ConversationCache } from './conversation-cache';
import { ConversationService, ConversationSweeps } from './conversation.service';
import { ConversationSettings } from './conversation-settings';
import { ConversationStore } from './conversation-store.port';
import { DatabaseGate } from './database-gate';
import { Forgetting } from './forgetting';
import { HistorySummaries } from './history-summaries';
import { LiveUpkeep, UPKEEP_INTERVAL_MS } from './live-upkeep';
import { PostgresConversationStore } from './postgres-conversation-store';
import { ServerIdentity } from './server-identity';
import { SessionChanges } from './session-changes';
import { SessionEndings } from './session-endings';
import { SessionForgetting } from './session-forgetting';
import { SessionHolds } from './session-holds';
import { SessionLocks } from './session-locks';
import { SessionOpening } from './session-opening';

/** Longer than all that one holder of a session's lock may wait for the database: two queries, and a named agent. */
const LOCK_TIMEOUT_MS = 10_000;

const parts: Provider[] = [
  { provide: Clock, useClass: SystemClock },
  {
    provide: ConversationCache,
    useFactory: (clock: Clock, { conversation }: AppConfig) =>
      new ConversationCache(clock, {
        ttlMs: conversation.CONVERSATION_CACHE_TTL_MINUTES * 60_000,
        maxSessions: conversation.CONVERSATION_CACHE_MAX_SESSIONS,
        maxMessages: conversation.MAX_CONTEXT_MESSAGES,
      }),
    inject: [Clock, AppConfig],
  },
  { provide: ConversationStore, useClass: PostgresConversationStore },
  {
    provide: DatabaseGate,
    useFactory: (clock: Clock) => new DatabaseGate(clock),
    inject: [Clock],
  },
  {
    provide: AgentDirectory,
    useFactory: (
      store: ConversationStore,
      gate: DatabaseGate,
      clock: Clock,
      { conversation }: AppConfig,
    ) => new AgentDirectory(store, gate, clock, conversation.DEFAULT_AGENT_ID),
    inject: [ConversationStore, DatabaseGate, Clock, AppConfig],
  },
  {
    provide: SessionLocks,
    useFactory: (clock: Clock) => new SessionLocks(clock, LOCK_TIMEOUT_MS),
    inject: [Clock],
  },
  {
    provide: SessionEndings,
    useFactory: (store: ConversationStore, gate: DatabaseGate, clock: Clock) =>
      new SessionEndings(store, gate, clock),
    inject: [ConversationStore, DatabaseGate, Clock],
  },
  {
    provide: ConversationSweeps,
    useFactory: (clock: Clock, { conversation }: AppConfig): ConversationSweeps => ({
      cleaning: new BackgroundSweep(clock, conversation.CACHE_CLEANUP_INTERVAL_SECONDS * 1000),
      upkeep: new BackgroundSweep(clock, UPKEEP_INTERVAL_MS),
    }),
    inject: [Clock, AppConfig],
  },
  {
    provide: SessionHolds,
    useFactory: (changes: SessionChanges, clock: Clock) => new SessionHolds(changes, clock),
    inject: [SessionChanges, Clock],
  },
  ServerIdentity,
  SessionChanges,
  Forgetting,
  HistorySummaries,
  {
    provide: SessionOpening,
    useFactory: (...parts: ConstructorParameters<typeof SessionOpening>) =>
      new SessionOpening(...parts),
    inject: [
      ConversationCache,
      ConversationStore,
      AgentDirectory,
      DatabaseGate,
      SessionHolds,
      SessionEndings,
      ConversationSettings,
    ],
  },
  {
    provide: SessionForgetting,
    useFactory: (...parts: Required<ConstructorParameters<typeof SessionForgetting>>) =>
      new SessionForgetting(...parts),
    inject: [
      ConversationCache,
      ConversationStore,
      SessionHolds,
      SessionEndings,
      Forgetting,
      Clock,
      HistorySummaries,
    ],
  },
  {
    provide: LiveUpkeep,
    useFactory: (
      { database }: AppConfig,
      cache: ConversationCache,
      store: ConversationStore,
      gate: DatabaseGate,
      holds: SessionHolds,
      opening: SessionOpening,
      locks: SessionLocks,
      forgetting: SessionForgetting,
      changes: SessionChanges,
      clock: Clock,
    ) =>
      // The embedded database is this server's alone: its data folder is locked.
      new LiveUpkeep(
        cache,
        store,
        gate,
        holds,
        opening,
        locks,
        forgetting,
        clock,
        database.DATABASE_URL === undefined,
        (session) => changes.tell({ type: 'ended', ...session, atMs: clock.wallMs() }),
      ),
    inject: [
      AppConfig,
      ConversationCache,
      ConversationStore,
      DatabaseGate,
      SessionHolds,
      SessionOpening,
      SessionLocks,
      SessionForgetting,
      SessionChanges,
      Clock,
    ],
  },
  {
    provide: ConversationSettings,
    useFactory: ({ conversation }: AppConfig): ConversationSettings => ({
      maxMessages: conversation.MAX_CONTEXT_MESSAGES,
    }),
    inject: [AppConfig],
  },
];

/**
 * The conversations of the whole process. Needs `DatabaseModule` beside it.
 *
 * Global: rooms that know only ports (the language model) are given `Conversations` without importing this one.
 */
@Global()
@Module({
  imports: [
    SecretsModule,
    TypeOrmModule.forFeature([
      AgentEntity,
      DeletedSessionEntity,
      MessageEntity,
      ServerEntity,
      SessionEntity,
      SessionSummaryEntity,
    ]),
  ],
  providers: [
    ...parts,
    ConversationService,
    { provide: Conversations, useExisting: ConversationService },
  ],
  exports: [
    ConversationService,
    Conversations,
    Forgetting,
    HistorySummaries,
    ServerIdentity,
    SessionChanges,
  ],
})
export class ConversationModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(private readonly conversations: ConversationService) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.conversations.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.conversations.stop();
  }
}
