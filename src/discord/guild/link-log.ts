import type { Logger } from '@nestjs/common';

import type { VoiceConnectionState } from '../voice/voice-connection';

/** Silence has many causes; this is where they show. */
export function logLink(
  logger: Logger,
  where: { readonly guildId: string; readonly channelId: string },
  state: VoiceConnectionState,
): void {
  const about = { ...where, ...state };
  if (state.status === 'recovering' || state.status === 'closed') {
    logger.warn(about, 'The voice link is away');
  } else logger.log(about, 'The voice link is there');
}
