import { Body, Controller, HttpCode, NotFoundException, Post } from '@nestjs/common';
import { ReplyDelivery } from '@vox/voice-core';

import { ZodValidationPipe } from '../../http';
import { type Speak, speakSchema } from './rest.schema';
import { VoiceRooms } from './voice-rooms';

/** `POST /voice/speak`: a workflow's late reply to a session, or a text for a Discord server's voice channel. */
@Controller('voice')
export class SpeakController {
  constructor(
    private readonly replies: ReplyDelivery,
    private readonly rooms: VoiceRooms,
  ) {}

  /**
   * 202 when it will be spoken; 400 when it names no conversation and none is meant; 404 when no turn waits for it (any
   * more), or the bot is in no voice channel there; 503 when too much waits to be spoken already.
   */
  @Post('speak')
  @HttpCode(202)
  speak(@Body(new ZodValidationPipe(speakSchema)) request: Speak): { success: true } {
    const { output, options, session_id: sessionId } = request;
    if (sessionId === undefined) {
      this.rooms.say(request, output.content);
      return { success: true };
    }
    if (!this.replies.deliver(sessionId, output.content, options)) {
      throw new NotFoundException('No turn of this session waits for a reply');
    }
    return { success: true };
  }
}
