import { type ConflictException, Injectable } from '@nestjs/common';
import { DISCORD_DEFAULTS } from '@vox/database';
import { SpeechSynthesizer } from '@vox/voice-core';

import { badField, conflictingField } from '../../http';
import { lackedByVoices } from '../agent-voice';
import {
  agentFields,
  type NewAgent,
  settingsOf,
  toAgentJson,
  type UpdateAgent,
} from '../agent.schema';
import { AgentsService } from '../agents.service';
import {
  AGENT_DOCUMENT,
  type AgentDocument,
  type ImportAgentQuery,
  type ImportedAgentJson,
  type Missing,
  type ReadAgentDocument,
} from './agent-document.schema';
import { AgentReferences } from './agent-references';

/** Agents as documents that another server reads. */
@Injectable()
export class AgentTransfers {
  constructor(
    private readonly agents: AgentsService,
    private readonly references: AgentReferences,
    private readonly voices: SpeechSynthesizer,
  ) {}

  /** All of an agent but its secrets and what it is to this server. @throws NotFoundException */
  async write(id: string): Promise<AgentDocument> {
    const stored = await this.agents.get(id);
    const shown = toAgentJson(stored);
    return {
      ...AGENT_DOCUMENT,
      exported_at: new Date().toISOString(),
      secrets: [
        ...(shown.has_n8n_auth ? (['n8n_auth'] as const) : []),
        ...(shown.has_discord_token ? (['discord_token'] as const) : []),
      ],
      agent: {
        ...settingsOf(stored),
        ...(await this.references.named(stored)),
        discord: shown.discord,
      },
    };
  }

  /**
   * Makes the agent of a document, or sets the one of its name as the document says where that is asked for.
   * @throws BadRequestException naming all that is missing, unless it is to be left out; ConflictException `agent.name` when
   * the name is taken, and as `AgentsService` has it.
   */
  async read(
    { agent, secrets = [] }: ReadAgentDocument,
    { on_conflict: onConflict, missing: whatMissing }: ImportAgentQuery,
  ): Promise<ImportedAgentJson> {
    const { references, missing } = await this.references.resolved(agent);
    const lacked = lackedByVoices(agent, this.voices.controls);
    const all = [...missing, ...lacked.map((name) => ({ field: `agent.${name}`, name }))];
    if (whatMissing === 'refuse') refuse(all);
    const without = Object.fromEntries(lacked.map((field) => [field, null]));
    const request = { ...agent, ...references, ...without };
    const namesake = await this.agents.idOf(request.name);
    if (namesake !== undefined && onConflict === 'refuse') throw nameTaken();
    const isOverwritten = namesake !== undefined && onConflict === 'overwrite';
    const made = isOverwritten
      ? await this.agents.update(namesake, overwriting(request))
      : await this.agents.create(request, onConflict === 'rename');
    const shown = toAgentJson(made);
    return {
      agent: shown,
      outcome: isOverwritten ? 'overwritten' : 'created',
      missing: all,
      secrets: secrets.filter((secret) => !shown[`has_${secret}`]),
    };
  }
}

/** Settings that are never null, but those that every document names. */
type NeverNull = {
  readonly [
    Field in Exclude<
      keyof typeof agentFields,
      'name' | 'system_prompt'
    > as null extends UpdateAgent[Field] ? never : Field
  ]-?: UpdateAgent[Field];
};

/** As in an agent for which they were never set. */
const NEVER_NULL = {
  filter_actions_for_tts: false,
  records: false,
  tools: [],
  transfer_to: [],
  consults: [],
  redact_stored: [],
  redact_for_models: [],
  is_active: true,
} satisfies NeverNull;

/** Each setting as in an agent for which it was never set. */
const NOTHING_SET: UpdateAgent = {
  ...Object.fromEntries(Object.keys(agentFields).map((field) => [field, null])),
  ...NEVER_NULL,
};

/** All of a request, with nothing of before. */
function overwriting(request: NewAgent): UpdateAgent {
  return { ...NOTHING_SET, ...request, discord: { ...DISCORD_DEFAULTS, ...request.discord } };
}

function nameTaken(): ConflictException {
  return conflictingField(
    'agent.name',
    'another agent has this name; import with on_conflict=rename or on_conflict=overwrite',
  );
}

/** @throws BadRequestException naming each, where there is any. */
function refuse(missing: readonly Missing[]): void {
  const [first, ...others] = missing.map(({ field, name }) => ({
    field,
    detail: `there is no ${name} here; add it, or import with missing=leave_out`,
  }));
  if (first !== undefined) throw badField(first.field, first.detail, others);
}
