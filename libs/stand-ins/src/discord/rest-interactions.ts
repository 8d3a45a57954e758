import type { Commands } from './commands';
import type { StandInInteraction } from './interaction';
import { type Json, jsonOf, numberOf } from './json';
import {
  failure,
  found,
  NO_CONTENT,
  NOT_FOUND,
  type RestAnswer,
  type RestRequest,
  type RestWorld,
} from './rest-call';
import { messageJson } from './rest-messages';

const UNKNOWN_INTERACTION = failure(404, 10_062, 'Unknown interaction');
const ALREADY_ANSWERED = failure(400, 40_060, 'Interaction has already been acknowledged.');

/** POST /interactions/ID/TOKEN/callback */
export function callback(
  { call, ids: [, token = ''] }: RestRequest,
  commands: Commands,
): RestAnswer {
  const interaction = commands.byToken(token);
  if (interaction === undefined || interaction.isForgotten) return UNKNOWN_INTERACTION;
  if (interaction.isAnswered) return ALREADY_ANSWERED;
  interaction.answer(call.body);
  if (call.query.get('with_response') !== 'true') return NO_CONTENT;
  const type = numberOf(call.body, 'type');
  const data = jsonOf(call.body, 'data') ?? {};
  return found({
    interaction: { id: interaction.id, type: 2, response_message_id: interaction.messageId },
    resource: { type, message: messageOf(interaction, data) },
  });
}

/** /webhooks/APPLICATION/TOKEN: one more message, or a change of one. */
export function webhook(
  { call, ids: [applicationId = '', token = ''] }: RestRequest,
  commands: Commands,
  world: RestWorld,
): RestAnswer {
  const interaction = commands.byToken(token);
  if (interaction === undefined || world.botOf(applicationId) === undefined) return NOT_FOUND;
  if (!interaction.isAnswered) return failure(404, 10_015, 'Unknown Webhook');
  if (call.method === 'DELETE') return NO_CONTENT;
  if (call.method !== 'GET') {
    interaction.add(call.method === 'PATCH' ? 'edit' : 'followup', call.body);
  }
  return found(messageOf(interaction, call.body));
}

function messageOf(interaction: StandInInteraction, body: Json): Json {
  return messageJson(body, interaction.channelId, undefined, interaction.messageId);
}
