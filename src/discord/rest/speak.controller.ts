import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ReplyDelivery } from '@vox/voice-core';

import { namedTurn, requireTaken, ZodValidationPipe } from '../../http';
import { type Speak, speakSchema } from './rest.schema';
import { VoiceChannelsService } from './voice-channels.service';

/** `POST /voice/speak`: a workflow's late reply to a session, or a text for a Discord server's voice channel. */
@Controller('voice')
export class SpeakController {
  constructor(
    private readonly replies: ReplyDelivery,
    private readonly channels: VoiceChannelsService,
  ) {}

  /**
   * 202 when it will be spoken; 400 when it names no conversation and none is meant; 404 when no turn waits for it (any
   * more), or the bot is in no voice channel there; 409 when it may be for another turn than the one that waits; 503
   * when too much waits to be spoken already.
   */
  @Post('speak')
  @HttpCode(202)
  speak(@Body(new ZodValidationPipe(speakSchema)) request: Speak): { success: true } {
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
