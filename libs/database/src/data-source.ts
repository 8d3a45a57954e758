import { Logger } from '@nestjs/common';
import { DataSource, type DataSourceOptions } from 'typeorm';

import { errorCode } from './connection-error';
import { connectionOf, type PostgresConnection } from './encryption';
import { AgentEntity } from './entities/agent.entity';
import { AgentLlmProviderEntity } from './entities/agent-llm-provider.entity';
import { AgentSpeechProviderEntity } from './entities/agent-speech-provider.entity';
import { ApiKeyEntity } from './entities/api-key.entity';
import { AuditEntryEntity } from './entities/audit-entry.entity';
import { ConsentEntity } from './entities/consent.entity';
import { DeletedSessionEntity } from './entities/deleted-session.entity';
import { DiscordGuildEntity } from './entities/discord-guild.entity';
import { DiscordLinkCodeEntity } from './entities/discord-link-code.entity';
import { DiscordUserEntity } from './entities/discord-user.entity';
import { ErasedPersonEntity } from './entities/erased-person.entity';
import { ErasureEntity } from './entities/erasure.entity';
import { GroupEntity } from './entities/group.entity';
import { GroupInviteEntity } from './entities/group-invite.entity';
import { GroupMemberEntity } from './entities/group-member.entity';
import { HttpToolEntity } from './entities/http-tool.entity';
import { McpServerEntity } from './entities/mcp-server.entity';
import { InviteEntity } from './entities/invite.entity';
import { LlmProviderEntity } from './entities/llm-provider.entity';
import { LoadSampleEntity } from './entities/load-sample.entity';
import { LoginEntity } from './entities/login.entity';
import { LoginLinkEntity } from './entities/login-link.entity';
import { MemoryEntity } from './entities/memory.entity';
import { MessageEntity } from './entities/message.entity';
import { PriceEntity } from './entities/price.entity';
import { ProviderUseEntity } from './entities/provider-use.entity';
import { RecordingEntity } from './entities/recording.entity';
import { ServerEntity } from './entities/server.entity';
import { SessionEntity } from './entities/session.entity';
import { SessionSummaryEntity } from './entities/session-summary.entity';
import { SettingEntity } from './entities/setting.entity';
import { SpeechProviderEntity } from './entities/speech-provider.entity';
import { TokenUseEntity } from './entities/token-use.entity';
import { TurnEntity } from './entities/turn.entity';
import { UserEntity } from './entities/user.entity';
import { WebhookDeliveryEntity } from './entities/webhook-delivery.entity';
import { WebhookEntity } from './entities/webhook.entity';
import { ListenedClient } from './listened-client';
import { InitialSchema1763800000000 } from './migrations/1763800000000-initial-schema';
import { Discord1764000000000 } from './migrations/1764000000000-discord';
import { DeletedSessions1764000100000 } from './migrations/1764000100000-deleted-sessions';
import { Apologies1764000200000 } from './migrations/1764000200000-apologies';
import { SessionLists1764100000000 } from './migrations/1764100000000-session-lists';
import { MessageOrder1764100100000 } from './migrations/1764100100000-message-order';
import { ServerLeases1764100200000 } from './migrations/1764100200000-server-leases';
import { WebhookAuth1764100300000 } from './migrations/1764100300000-webhook-auth';
import { Invites1764200000000 } from './migrations/1764200000000-invites';
import { Turns1764300000000 } from './migrations/1764300000000-turns';
import { LlmProviders1764300100000 } from './migrations/1764300100000-llm-providers';
import { Users1764300200000 } from './migrations/1764300200000-users';
import { SessionSearch1764410000000 } from './migrations/1764410000000-session-search';
import { Settings1764410100000 } from './migrations/1764410100000-settings';
import { AgentProviders1764420000000 } from './migrations/1764420000000-agent-providers';
import { Webhooks1764430000000 } from './migrations/1764430000000-webhooks';
import { SpeechProviders1764440000000 } from './migrations/1764440000000-speech-providers';
import { SessionOwners1764450000000 } from './migrations/1764450000000-session-owners';
import { AgentSpeechProviders1764460000000 } from './migrations/1764460000000-agent-speech-providers';
import { AgentTools1764470000000 } from './migrations/1764470000000-agent-tools';
import { TokenUses1764485000000 } from './migrations/1764485000000-token-uses';
import { HttpTools1764490000000 } from './migrations/1764490000000-http-tools';
import { Logins1764510000000 } from './migrations/1764510000000-logins';
import { Erasures1764520000000 } from './migrations/1764520000000-erasures';
import { Retention1764520100000 } from './migrations/1764520100000-retention';
import { McpServers1764540000000 } from './migrations/1764540000000-mcp-servers';
import { ToolConfirmation1764540100000 } from './migrations/1764540100000-tool-confirmation';
import { AgentHandover1764550000000 } from './migrations/1764550000000-agent-handover';
import { SessionSummaries1764550200000 } from './migrations/1764550200000-session-summaries';
import { Memories1764550400000 } from './migrations/1764550400000-memories';
import { ProviderUses1764600000000 } from './migrations/1764600000000-provider-uses';
import { AgentLimits1764600100000 } from './migrations/1764600100000-agent-limits';
import { UnfinishedCalls1764630000000 } from './migrations/1764630000000-unfinished-calls';
import { ConfirmingRoles1764630300000 } from './migrations/1764630300000-confirming-roles';
import { MemoryEmbeddings1764630600000 } from './migrations/1764630600000-memory-embeddings';
import { WorkflowTools1764630900000 } from './migrations/1764630900000-workflow-tools';
import { Groups1764700000000 } from './migrations/1764700000000-groups';
import { SessionGroups1764700100000 } from './migrations/1764700100000-session-groups';
import { DiscordLinkCodes1764710000000 } from './migrations/1764710000000-discord-link-codes';
import { Recordings1764720000000 } from './migrations/1764720000000-recordings';
import { Consents1764730000000 } from './migrations/1764730000000-consents';
import { SessionNames1764740000000 } from './migrations/1764740000000-session-names';
import { LoadSamples1764740100000 } from './migrations/1764740100000-load-samples';
import { AgentRedaction1765100000000 } from './migrations/1765100000000-agent-redaction';
import { EarlierConsents1765100100000 } from './migrations/1765100100000-earlier-consents';
import { GuildRoles1765100150000 } from './migrations/1765100150000-guild-roles';
import { SessionsOfSeveral1765100160000 } from './migrations/1765100160000-sessions-of-several';
import { SessionsOfOwners1765100170000 } from './migrations/1765100170000-sessions-of-owners';
import { ProviderSessions1765100200000 } from './migrations/1765100200000-provider-sessions';
import { SomebodysUses1765100300000 } from './migrations/1765100300000-somebodys-uses';

/** How long a query may wait for a connection: a database that is down must not hold callers. */
const CONNECT_TIMEOUT_MS = 5000;

/** Longer than any statement of ours takes; ends queries on a connection that went silent. */
const QUERY_TIMEOUT_MS = 30_000;

export type PostgresOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

/** A pool of `poolSize` connections to `url`, which reconnects by itself, with every entity and migration. */
export function dataSourceOptions(url: string, poolSize: number): PostgresOptions {
  const logger = new Logger('Database');
  const { connectionString, ssl } = connectionOf(url);
  return {
    type: 'postgres',
    url: connectionString,
    ssl,
    poolSize,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    applicationName: 'voxbridge',
    entities: [
      AgentEntity,
      AgentLlmProviderEntity,
      AgentSpeechProviderEntity,
      LlmProviderEntity,
      SessionEntity,
      SessionSummaryEntity,
      TurnEntity,
      LoadSampleEntity,
      LoginEntity,
      LoginLinkEntity,
      MemoryEntity,
      MessageEntity,
      ConsentEntity,
      DeletedSessionEntity,
      DiscordGuildEntity,
      DiscordLinkCodeEntity,
      DiscordUserEntity,
      RecordingEntity,
      ServerEntity,
      InviteEntity,
      UserEntity,
      ApiKeyEntity,
      AuditEntryEntity,
      TokenUseEntity,
      SettingEntity,
      SpeechProviderEntity,
      GroupEntity,
      GroupInviteEntity,
      GroupMemberEntity,
      HttpToolEntity,
      McpServerEntity,
      ErasedPersonEntity,
      ErasureEntity,
      WebhookEntity,
      WebhookDeliveryEntity,
      ProviderUseEntity,
      PriceEntity,
    ],
    migrations: [
      InitialSchema1763800000000,
      Discord1764000000000,
      DeletedSessions1764000100000,
      Apologies1764000200000,
      SessionLists1764100000000,
      MessageOrder1764100100000,
      ServerLeases1764100200000,
      WebhookAuth1764100300000,
      Invites1764200000000,
      Turns1764300000000,
      LlmProviders1764300100000,
      Users1764300200000,
      SessionSearch1764410000000,
      Settings1764410100000,
      AgentProviders1764420000000,
      Webhooks1764430000000,
      SpeechProviders1764440000000,
      SessionOwners1764450000000,
      AgentSpeechProviders1764460000000,
      AgentTools1764470000000,
      TokenUses1764485000000,
      HttpTools1764490000000,
      Logins1764510000000,
      Erasures1764520000000,
      Retention1764520100000,
      McpServers1764540000000,
      ToolConfirmation1764540100000,
      AgentHandover1764550000000,
      SessionSummaries1764550200000,
      Memories1764550400000,
      ProviderUses1764600000000,
      AgentLimits1764600100000,
      UnfinishedCalls1764630000000,
      ConfirmingRoles1764630300000,
      MemoryEmbeddings1764630600000,
      WorkflowTools1764630900000,
      Groups1764700000000,
      SessionGroups1764700100000,
      DiscordLinkCodes1764710000000,
      Recordings1764720000000,
      Consents1764730000000,
      SessionNames1764740000000,
      LoadSamples1764740100000,
      AgentRedaction1765100000000,
      EarlierConsents1765100100000,
      GuildRoles1765100150000,
      SessionsOfSeveral1765100160000,
      SessionsOfOwners1765100170000,
      ProviderSessions1765100200000,
      SomebodysUses1765100300000,
    ],
    // gen_random_uuid(), which PostgreSQL 13 and later has without an extension.
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    synchronize: false,
    migrationsRun: false,
    logging: false,
    extra: { query_timeout: QUERY_TIMEOUT_MS, keepAlive: true, Client: ListenedClient },
    poolErrorHandler: (error: unknown) => {
      logger.warn({ code: errorCode(error) }, 'An idle database connection was lost');
    },
  };
}

/**
 * A data source of these options, not yet connected.
 *
 * The caller owns it: `initialize()` (or `connectWithRetry`) opens it, `destroy()` closes it.
 */
export function createDataSource(url: string, poolSize: number): DataSource {
  return new DataSource(dataSourceOptions(url, poolSize));
}

/** Where a data source of `dataSourceOptions` connects to, for a connection beside its pool. */
export function connectionOfDataSource({ options }: DataSource): PostgresConnection {
  const { url = '', ssl } = options as PostgresOptions;
  return { connectionString: url, ssl: ssl as PostgresConnection['ssl'] };
}
