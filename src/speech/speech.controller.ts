import type { ServerResponse } from 'node:http';

import {
  Body,
  Controller,
  Get,
  HttpCode,
  Post,
  Res,
  StreamableFile,
  UseInterceptors,
} from '@nestjs/common';
import type { AbortReason } from '@vox/voice-core';

import { ZodValidationPipe } from '../http';
import { type AvailableVoice, TtsService } from '../tts';
import { SpeechErrorsInterceptor } from './speech-errors.interceptor';
import { type Speech, speechSchema } from './speech.schema';

const TYPES = { wav: 'audio/wav', pcm: 'audio/pcm', opus: 'audio/ogg; codecs=opus' } as const;

/** `/api/speech` and `/api/voices`: text to speech without a conversation. */
@Controller('api')
@UseInterceptors(SpeechErrorsInterceptor)
export class SpeechController {
  constructor(private readonly tts: TtsService) {}

  /** The speech as one file, with its rate and length in headers. Ends unheard when the client hangs up. */
  @Post('speech')
  @HttpCode(200)
  async speak(
    @Body(new ZodValidationPipe(speechSchema)) { text, format, ...given }: Speech,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<StreamableFile> {
    const controller = new AbortController();
    response.once('close', () => controller.abort('hang-up' satisfies AbortReason));
    const settings = Object.fromEntries(
      Object.entries(given).filter(([, value]) => value !== undefined),
    );
    const { signal } = controller;
    const { audio, metadata } = await this.tts.synthesizeComplete(text, {
      ...settings,
      format,
      signal,
    });
    response.setHeader('x-sample-rate', metadata.sampleRateHz);
    response.setHeader('x-duration-ms', Math.round(metadata.durationMs));
    if (metadata.provider !== undefined) response.setHeader('x-provider', metadata.provider);
    return new StreamableFile(audio, { type: TYPES[format], length: audio.length });
  }

  /** What `voice` of a speech, or of an agent, may be. */
  @Get('voices')
  voices(): Promise<AvailableVoice[]> {
    return this.tts.getAvailableVoices();
  }
}
