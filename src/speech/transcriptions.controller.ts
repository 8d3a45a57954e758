import type { IncomingMessage } from 'node:http';

import { Controller, Optional, Post, Query, Req, UseInterceptors } from '@nestjs/common';
import { type AbortReason, AdmissionSlots, SpendingLimits } from '@vox/voice-core';

import { ApiRoute, ApiTag } from '../http';
import { Caller, type Identity } from '../identity';
import { type CompleteTranscript, SttService } from '../stt';
import { onAccountOf } from './on-account-of';
import { type Recording, toRecording } from './recording';
import { readRecording } from './request-audio';
import { SpeechErrorsInterceptor } from './speech-errors.interceptor';
import {
  type TranscriptionQuery,
  transcriptionQuerySchema,
  transcriptSchema,
} from './speech.schema';

/** Recordings share the recognizer with people who talk; these many leave it free for them. */
const MAX_AT_ONCE = 2;
const FULL = { message: 'Other recordings are being transcribed.', retryAfterMs: 5000 };

/** `POST /api/transcriptions`: a recording's words, without a conversation. */
@ApiTag('Speech')
@Controller('api/transcriptions')
@UseInterceptors(SpeechErrorsInterceptor)
export class TranscriptionsController {
  readonly #slots = new AdmissionSlots(MAX_AT_ONCE, FULL);

  constructor(
    private readonly stt: SttService,
    @Optional() private readonly limits?: SpendingLimits,
  ) {}

  @Post()
  @ApiRoute({
    id: 'createTranscription',
    scope: 'talk',
    summary: 'The words of a WAV file, which is the body. Ends when the client hangs up.',
    query: transcriptionQuerySchema,
    reads: { 'audio/wav': 'A WAV file of 25 MiB at most.' },
    responses: {
      200: transcriptSchema,
      502: 'The recognizer failed.',
      503: 'Two others are heard: try again.',
    },
  })
  async transcribe(
    @Caller() caller: Identity,
    @Req() request: IncomingMessage,
    @Query() query: TranscriptionQuery,
  ) {
    const slot = this.#slots.take();
    const controller = new AbortController();
    const hangUp = () => controller.abort('hang-up' satisfies AbortReason);
    request.socket.once('close', hangUp);
    try {
      const recording = toRecording(await readRecording(request));
      const { signal } = controller;
      const { language } = query;
      const transcript = await onAccountOf(caller, this.limits, (billing) =>
        this.stt.transcribeComplete(recording.frames, {
          returnTimestamps: query.timestamps,
          billing,
          signal,
          ...(language === undefined ? {} : { language }),
        }),
      );
      return toJson(transcript, recording);
    } finally {
      request.socket.off('close', hangUp);
      slot.release();
    }
  }
}

function toJson(
  { text, confidence, language, segments }: CompleteTranscript,
  { secondsAt }: Recording,
) {
  const timed = segments?.map((segment) => ({
    text: segment.text,
    start_s: secondsAt(segment.startTime),
    end_s: secondsAt(segment.endTime),
  }));
  return {
    text,
    confidence: confidence ?? null,
    language: language ?? null,
    ...(timed === undefined ? {} : { segments: timed }),
  };
}
