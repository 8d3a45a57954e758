import { text } from '@vox/protocol';
import { z } from 'zod';

import { discordFields, discordSettingsSchema } from '../agent-discord.schema';
import {
  agentFields,
  agentSchema,
  colleaguesOf,
  MAX_NAME,
  stepChoice,
  stepsOf,
} from '../agent.schema';

const FORMAT = 'voxbridge-agent';
const VERSION = 1;

const { name, system_prompt, ...settings } = agentFields;

const agentName = text().trim().min(1).max(MAX_NAME);
const provider = text().trim().min(1).max(100).describe('Its name.');

/** What an agent refers to as another server can read it: by name. */
const references = {
  llm_steps: stepsOf(z.strictObject({ provider, model: stepChoice })).describe(
    'Servers of language models, by name.',
  ),
  stt_steps: stepsOf(z.strictObject({ provider })).describe('Servers that hear, by name.'),
  tts_steps: stepsOf(z.strictObject({ provider, voice: stepChoice })).describe(
    'Servers that speak, by name.',
  ),
  transfer_to: colleaguesOf(agentName).describe('Agents, by name.'),
  consults: colleaguesOf(agentName).describe('Agents, by name.'),
} as const;

const envelope = {
  format: z.literal(FORMAT),
  version: z.literal(VERSION).describe('Of the format. Another one is refused.'),
} as const;

/** What an agent's owner sets again where it goes. */
const secrets = z
  .array(z.enum(['n8n_auth', 'discord_token']))
  .describe('What the agent has and this document has not.');

/** An agent as one server writes it. */
export const agentDocumentSchema = z
  .object({
    ...envelope,
    exported_at: z.iso.datetime(),
    secrets,
    agent: z.object({
      ...agentFields,
      llm_steps: z.array(z.object({ provider: text(), model: text().optional() })).nullable(),
      stt_steps: z.array(z.object({ provider: text() })).nullable(),
      tts_steps: z.array(z.object({ provider: text(), voice: text().optional() })).nullable(),
      transfer_to: z.array(text()).describe('Agents, by name.'),
      consults: z.array(text()).describe('Agents, by name.'),
      n8n_webhook_url: text().nullable().describe('Without credentials.'),
      discord: z.object(discordFields),
    }),
  })
  .meta({ id: 'AgentDocument' });
export type AgentDocument = z.output<typeof agentDocumentSchema>;

/** An agent as another server reads it: what is left out is as in an agent for which nothing was set. */
export const readAgentDocumentSchema = z.strictObject({
  ...envelope,
  exported_at: z.iso.datetime().optional(),
  secrets: secrets.optional(),
  agent: z.strictObject({
    name,
    system_prompt,
    ...z.object({ ...settings, ...references }).partial().shape,
    discord: discordSettingsSchema.optional(),
  }),
});
export type ReadAgentDocument = z.output<typeof readAgentDocumentSchema>;

export const importAgentQuerySchema = z.object({
  on_conflict: z
    .enum(['refuse', 'rename', 'overwrite'])
    .default('refuse')
    .describe(
      'What becomes of it where an agent has its name. rename: it is called `Ada 2`. overwrite: that agent is set as the document says, and keeps its secrets.',
    ),
  missing: z
    .enum(['refuse', 'leave_out'])
    .default('refuse')
    .describe(
      'What becomes of it where it names what is not here. leave_out: it is made without; names of tools stay, for when they are added.',
    ),
});
export type ImportAgentQuery = z.output<typeof importAgentQuerySchema>;

/** What an agent of a document needs and the server has not. */
const missingSchema = z.object({
  field: text().describe('Where the document says it: `agent.llm_steps.0.provider`.'),
  name: text(),
});
export type Missing = z.output<typeof missingSchema>;

export const importedAgentSchema = z
  .object({
    agent: agentSchema,
    outcome: z.enum(['created', 'overwritten']),
    missing: z.array(missingSchema).describe('What it goes without.'),
    secrets: secrets.describe('What it had elsewhere and has not here: set it.'),
  })
  .meta({ id: 'ImportedAgent' });
export type ImportedAgentJson = z.output<typeof importedAgentSchema>;

export const AGENT_DOCUMENT = { format: FORMAT, version: VERSION } as const;
