import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import {
  AgentEntity,
  HttpToolEntity,
  isDatabaseUnavailable,
  LlmProviderEntity,
  McpServerEntity,
  RecordingEntity,
  SpeechProviderEntity,
  WebhookEntity,
} from '@vox/database';
import { DataSource } from 'typeorm';

import { AppConfig } from '../config';
import { SecretBox, UnreadableSecretError } from './secret-box';
import { type SealedColumn, secretPurpose } from './secret-purpose';

/** How many secrets were sealed with the present key now, and how many no key opens. */
export type Rotated = { readonly count: number; readonly unreadable: number };

type SealedPlace = {
  readonly entity:
    | typeof AgentEntity
    | typeof HttpToolEntity
    | typeof LlmProviderEntity
    | typeof McpServerEntity
    | typeof RecordingEntity
    | typeof SpeechProviderEntity
    | typeof WebhookEntity;
  readonly property: string;
  readonly column: SealedColumn;
};

/** All that is kept sealed. */
const PLACES: readonly SealedPlace[] = [
  { entity: AgentEntity, property: 'discordToken', column: 'agents.discord_token' },
  { entity: AgentEntity, property: 'n8nAuth', column: 'agents.n8n_auth' },
  { entity: HttpToolEntity, property: 'secretHeaders', column: 'http_tools.secret_headers' },
  { entity: LlmProviderEntity, property: 'apiKey', column: 'llm_providers.api_key' },
  { entity: McpServerEntity, property: 'secretHeaders', column: 'mcp_servers.secret_headers' },
  { entity: RecordingEntity, property: 'sealedKey', column: 'recordings.sealed_key' },
  { entity: SpeechProviderEntity, property: 'apiKey', column: 'speech_providers.api_key' },
  { entity: WebhookEntity, property: 'secret', column: 'webhooks.secret' },
];

/**
 * Seals with the present key what SECRETS_KEY_PREVIOUS has sealed, at each start that names such keys. May run in several
 * servers at once, and beside changes: a secret that is set meanwhile stays.
 */
@Injectable()
export class SecretRotation implements OnApplicationBootstrap {
  readonly #logger = new Logger('Secrets');

  constructor(
    private readonly secrets: SecretBox,
    private readonly config: AppConfig,
    private readonly database: DataSource,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.secrets.SECRETS_KEY_PREVIOUS.length === 0) return;
    try {
      const { count, unreadable } = await this.rotate();
      this.#logger.log({ count, unreadable }, 'Secrets were sealed with the present key');
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
      // They open as they are; the next start tries again.
      this.#logger.warn('The database does not answer: secrets stay sealed with previous keys');
    }
  }

  async rotate(): Promise<Rotated> {
    const total = { count: 0, unreadable: 0 };
    for (const place of PLACES) {
      for (const { id, sealed } of await this.#sealedIn(place)) {
        const anew = await this.#sealedAnew(place, id, sealed);
        if (anew === 'unreadable') total.unreadable += 1;
        else if (anew !== undefined && (await this.#replace(place, id, sealed, anew.sealed))) {
          total.count += 1;
        }
      }
    }
    return total;
  }

  #sealedIn({ entity, property }: SealedPlace): Promise<{ id: string; sealed: string }[]> {
    return this.database.manager
      .createQueryBuilder()
      .select('row.id', 'id')
      .addSelect(`row.${property}`, 'sealed')
      .from(entity, 'row')
      .where(`row.${property} is not null`)
      .getRawMany();
  }

  async #sealedAnew(
    { column }: SealedPlace,
    id: string,
    sealed: string,
  ): Promise<{ sealed: string } | 'unreadable' | undefined> {
    try {
      const anew = await this.secrets.sealedAnew(sealed, secretPurpose(column, id));
      return anew === undefined ? undefined : { sealed: anew };
    } catch (error) {
      if (!(error instanceof UnreadableSecretError)) throw error;
      this.#logger.warn({ column, id, reason: error.message }, 'A secret cannot be read');
      return 'unreadable';
    }
  }

  /** True unless it was changed meanwhile. */
  async #replace(
    { entity, property }: SealedPlace,
    id: string,
    before: string,
    sealed: string,
  ): Promise<boolean> {
    const { affected } = await this.database.manager
      .createQueryBuilder()
      .update(entity)
      // The same secret as before: nothing that people see has changed.
      .set({ [property]: sealed, updatedAt: () => 'updated_at' })
      .where({ id, [property]: before })
      .execute();
    return affected === 1;
  }
}
