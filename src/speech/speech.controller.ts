import type { ServerResponse } from 'node:http';

import {
  Body,
  Controller,
  Get,
  Optional,
  Post,
  Res,
  StreamableFile,
  UseInterceptors,
} from '@nestjs/common';
import { text as textSchema } from '@vox/protocol';
import { type AbortReason, SpendingLimits } from '@vox/voice-core';
import { z } from 'zod';

import { ApiRoute, ApiTag } from '../http';
import { Caller, type Identity } from '../identity';
import { type AvailableVoice, TtsService } from '../tts';
import { onAccountOf } from './on-account-of';
import { SpeechErrorsInterceptor } from './speech-errors.interceptor';
import { type Speech, speechSchema, voiceSchema } from './speech.schema';

const TYPES = { wav: 'audio/wav', pcm: 'audio/pcm', opus: 'audio/ogg; codecs=opus' } as const;

/** `/api/speech` and `/api/voices`: text to speech without a conversation. */
@ApiTag('Speech')
@Controller('api')
@UseInterceptors(SpeechErrorsInterceptor)
export class SpeechController {
  constructor(
    private readonly tts: TtsService,
    @Optional() private readonly limits?: SpendingLimits,
  ) {}

  @Post('speech')
  @ApiRoute({
    id: 'createSpeech',
    scope: 'talk',
    summary: 'A text as one file of audio. Ends unheard when the client hangs up.',
    body: speechSchema,
    example: { text: 'Dinner is ready.', format: 'opus' },
    responses: {
      200: {
        content: {
          'audio/wav': 'A WAV file.',
          'audio/pcm': 'Mono samples, s16le.',
          'audio/ogg': 'Opus in Ogg.',
        },
        headers: {
          'x-sample-rate': z.coerce.number().int().describe('Hz.'),
          'x-duration-ms': z.coerce.number().int(),
          'x-provider': textSchema().optional().describe('Who spoke.'),
        },
      },
      502: 'The speech engine failed.',
      503: 'The engine is busy: try again.',
    },
  })
  async speak(
    @Caller() caller: Identity,
    @Body() { text, format, ...given }: Speech,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<StreamableFile> {
    const controller = new AbortController();
    response.once('close', () => controller.abort('hang-up' satisfies AbortReason));
    const settings = Object.fromEntries(
      Object.entries(given).filter(([, value]) => value !== undefined),
    );
    const { signal } = controller;
    const { audio, metadata } = await onAccountOf(caller, this.limits, (billing) =>
      this.tts.synthesizeComplete(text, { ...settings, format, billing, signal }),
    );
    response.setHeader('x-sample-rate', metadata.sampleRateHz);
    response.setHeader('x-duration-ms', Math.round(metadata.durationMs));
    if (metadata.provider !== undefined) response.setHeader('x-provider', metadata.provider);
    return new StreamableFile(audio, { type: TYPES[format], length: audio.length });
  }

  @Get('voices')
  @ApiRoute({
    id: 'listVoices',
    scope: 'talk',
    summary: 'What `voice` of a speech, or of an agent, may be: the voices of all engines.',
    responses: { 200: z.array(voiceSchema) },
  })
  voices(): Promise<AvailableVoice[]> {
    return this.tts.getAvailableVoices();
  }
}
