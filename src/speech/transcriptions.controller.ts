import type { IncomingMessage } from 'node:http';

import { Controller, HttpCode, Post, Query, Req, UseInterceptors } from '@nestjs/common';
import { type AbortReason, CapacityError } from '@vox/voice-core';

import { ZodValidationPipe } from '../http';
import { type CompleteTranscript, SttService } from '../stt';
import { type Recording, toRecording } from './recording';
import { readRecording } from './request-audio';
import { SpeechErrorsInterceptor } from './speech-errors.interceptor';
import { type TranscriptionQuery, transcriptionQuerySchema } from './speech.schema';

/** Recordings share the recognizer with people who talk; these many leave it free for them. */
const MAX_AT_ONCE = 2;
const RETRY_AFTER_MS = 5000;

/** `POST /api/transcriptions`: a recording's words, without a conversation. */
@Controller('api/transcriptions')
@UseInterceptors(SpeechErrorsInterceptor)
export class TranscriptionsController {
  #running = 0;

  constructor(private readonly stt: SttService) {}

  /** Ends when the client hangs up. 503 while two recordings are heard already. */
  @Post()
  @HttpCode(200)
  async transcribe(
    @Req() request: IncomingMessage,
    @Query(new ZodValidationPipe(transcriptionQuerySchema, 'query')) query: TranscriptionQuery,
  ) {
    if (this.#running >= MAX_AT_ONCE) {
      throw new CapacityError('Other recordings are being transcribed.', RETRY_AFTER_MS);
    }
    this.#running += 1;
    const controller = new AbortController();
    const hangUp = () => controller.abort('hang-up' satisfies AbortReason);
    request.socket.once('close', hangUp);
    try {
      const recording = toRecording(await readRecording(request));
      const { signal } = controller;
      const { language } = query;
      const transcript = await this.stt.transcribeComplete(recording.frames, {
        returnTimestamps: query.timestamps,
        signal,
        ...(language === undefined ? {} : { language }),
      });
      return toJson(transcript, recording);
    } finally {
      request.socket.off('close', hangUp);
      this.#running -= 1;
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
