export {
  type AgentSpeechSteps,
  readAgentSpeechSteps,
  type SpeechStep,
  writeAgentSpeechSteps,
} from './agent-speech-steps';
export { type AgentStep, isProviderRow, readAgentSteps, writeAgentSteps } from './agent-steps';
export { changeAlone, lockTable, unlessTaken } from './change-alone';
export { describeDatabase } from './connect';
export {
  errorCode,
  isDatabaseUnavailable,
  isPermanentDatabaseError,
  isUniqueViolation,
} from './connection-error';
export { createDataSource } from './data-source';
export { connectionOf } from './encryption';
export { reachDatabase, type ReachOptions } from './reach';
export { tryAgain } from './try-again';
export { DATABASE_OPTIONS, DatabaseModule, type DatabaseOptions } from './database.module';
export { DatabaseHealth } from './database-health';
export { DEFAULT_AGENT } from './default-agent';
export { makeDataFolder } from './embedded/data-folder';
export { resolveDataDir } from './embedded/data-location';
export { EmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded/embedded-postgres';
export {
  type AgentDiscordSettings,
  AgentEntity,
  DEFAULT_AGENT_FIRST,
  DISCORD_DEFAULTS,
} from './entities/agent.entity';
export { AgentLlmProviderEntity } from './entities/agent-llm-provider.entity';
export { ApiKeyEntity, type StoredScope } from './entities/api-key.entity';
export { AuditEntryEntity } from './entities/audit-entry.entity';
export { AgentSpeechProviderEntity } from './entities/agent-speech-provider.entity';
export { ConsentEntity } from './entities/consent.entity';
export { DeletedSessionEntity } from './entities/deleted-session.entity';
export { DiscordGuildEntity } from './entities/discord-guild.entity';
export { DiscordLinkCodeEntity } from './entities/discord-link-code.entity';
export { DiscordUserEntity } from './entities/discord-user.entity';
export { ErasedPersonEntity } from './entities/erased-person.entity';
export { ErasureEntity } from './entities/erasure.entity';
export { GroupEntity } from './entities/group.entity';
export { GroupInviteEntity } from './entities/group-invite.entity';
export { GroupMemberEntity } from './entities/group-member.entity';
export { HttpToolEntity } from './entities/http-tool.entity';
export { InviteEntity } from './entities/invite.entity';
export { LlmProviderEntity } from './entities/llm-provider.entity';
export { LoadSampleEntity } from './entities/load-sample.entity';
export { LoginEntity, type LoginMethod } from './entities/login.entity';
export { LoginLinkEntity } from './entities/login-link.entity';
export { McpServerEntity, type McpToolSettings } from './entities/mcp-server.entity';
export { MemoryEntity } from './entities/memory.entity';
export { MessageEntity } from './entities/message.entity';
export { PriceEntity, type PriceUnit, priceUnits } from './entities/price.entity';
export { ProviderUseEntity } from './entities/provider-use.entity';
export { RecordingEntity } from './entities/recording.entity';
export { ServerEntity } from './entities/server.entity';
export { SessionSummaryEntity } from './entities/session-summary.entity';
export { SessionEntity, type StoredChannel } from './entities/session.entity';
export { SettingEntity } from './entities/setting.entity';
export {
  SpeechProviderEntity,
  type SpeechService,
  type StoredVoice,
} from './entities/speech-provider.entity';
export { type StoredOutcome, type StoredToolCall, TurnEntity } from './entities/turn.entity';
export { TokenUseEntity } from './entities/token-use.entity';
export { type StoredRole, UserEntity } from './entities/user.entity';
export {
  WebhookDeliveryEntity,
  type WebhookDeliveryState,
} from './entities/webhook-delivery.entity';
export { WebhookEntity } from './entities/webhook.entity';
export { migrationFile, missingMigration, schemaDifference } from './generate-migration';
export {
  discordSessionUserId,
  discordUserIdIn,
  discordUserIds,
  discordUserOf,
  hashesOfPerson,
  hashesOfTurn,
  type Person,
} from './erased-people';
export {
  countErasable,
  eraseRows,
  findHeld,
  type Held,
  heldRows,
  NOTHING_HELD,
  sessionsOf,
} from './held-data';
export { type ErasedPerson, impersonalTables, personalTables } from './personal-data';
export { makeMessageRoom } from './message-room';
export { assertOwnSessions } from './own-sessions';
export { namedColumns } from './named-columns';
export { RowLoader } from './row-loader';
export { runMigrations } from './run-migrations';
export { searchedName, searchedText } from './search-words';
export { seedDefaultAgent } from './seed';
export { ListenedClient } from './listened-client';
export { lockSessionId } from './session-lock';
export { type Loss, undoNewestMigration } from './undo-migration';
