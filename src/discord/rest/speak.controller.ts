import { Body, Controller, Post } from '@nestjs/common';
import { ReplyDelivery } from '@vox/voice-core';
import { z } from 'zod';

import { ApiRoute, ApiTag, namedTurn, requireTaken } from '../../http';
import { type Speak, speakSchema } from './rest.schema';
import { VoiceChannelsService } from './voice-channels.service';

/** `POST /voice/speak`: a workflow's late reply to a session, or a text for a Discord server's voice channel. */
@ApiTag('Discord')
@Controller('voice')
export class SpeakController {
  constructor(
    private readonly replies: ReplyDelivery,
    private readonly channels: VoiceChannelsService,
  ) {}

  @Post('speak')
  @ApiRoute({
    id: 'speak',
    scope: 'admin',
    summary:
      'Says a text in a voice channel, or delivers a workflow’s late answer to the turn of a session.',
    body: speakSchema,
    example: { guild_id: '123456789012345678', output: { content: 'Dinner is ready.' } },
    responses: {
      202: z.object({ success: z.literal(true) }),
      404: 'No turn waits for it (any more), or the bot is in no voice channel there.',
      409: 'It may be for another turn than the one that waits.',
      503: 'Too much waits to be spoken already: try again.',
    },
  })
  speak(@Body() request: Speak): { success: true } {
    const { output, options, session_id: sessionId } = request;
    if (sessionId === undefined) {
      this.channels.say(request, output.content);
      return { success: true };
    }
    const turn = namedTurn(request);
    const named = turn.id === undefined ? {} : { turnId: turn.id };
    const outcome = this.replies.deliver(sessionId, { text: output.content, options, ...named });
    requireTaken(outcome, turn.field, turn.id !== undefined);
    return { success: true };
  }
}
