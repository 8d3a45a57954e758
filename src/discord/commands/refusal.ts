import { Logger } from '@nestjs/common';
import { isDatabaseUnavailable } from '@vox/database';
import { AgentUnavailableError, CapacityError, InvalidInputError } from '@vox/voice-core';

import { loggable } from '../error-code';
import { ChannelRefusedError, VoiceUnavailableError } from '../voice-channels';
import type { Catalogue } from '../texts';

/** A command that cannot be done as asked, in words for who asked. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(readonly say: (texts: Catalogue) => string) {
    super('refused');
  }
}

const logger = new Logger('DiscordCommands');

/** What a person reads instead of an error. Errors that are nobody's fault but ours are logged. */
export function explain(error: unknown, texts: Catalogue): string {
  if (error instanceof Refusal) return error.say(texts);
  if (error instanceof CapacityError) return texts.full;
  if (error instanceof VoiceUnavailableError) return texts.voiceUnreachable;
  if (error instanceof ChannelRefusedError) return refused(error, texts);
  if (error instanceof InvalidInputError && error.field === 'agent_id') return texts.noSuchAgent;
  if (error instanceof InvalidInputError && error.field === 'channel_id')
    return texts.noSuchChannel;
  if (error instanceof AgentUnavailableError) return texts.agentAway;
  if (isDatabaseUnavailable(error)) return texts.databaseAway;
  logger.error(loggable(error), 'A Discord command failed');
  return texts.failed;
}

function refused({ channelId, refusal }: ChannelRefusedError, texts: Catalogue): string {
  const channel = `<#${channelId}>`;
  return refusal.reason === 'full'
    ? texts.channelFull({ channel })
    : texts.botMayNot({ channel, missing: refusal.missing });
}
