import { Readable } from 'node:stream';

import {
  Controller,
  Delete,
  Get,
  Headers,
  HttpException,
  Param,
  Res,
  StreamableFile,
  UseInterceptors,
} from '@nestjs/common';
import type { Response } from 'express';
import { givenId } from '@vox/protocol';
import { z } from 'zod';

import { ApiRoute, ApiTag, DatabaseUnavailableInterceptor, idParams } from '../http';
import { rangeIn } from './byte-range';
import { type RecordingJson, recordingSchema, toRecordingJson } from './recording.schema';
import { RecordingsService } from './recordings.service';

const AUDIO = {
  'audio/ogg': 'Opus in Ogg, two channels: people on the left, the agent on the right.',
};
const NOT_FOUND = 'There is no such session, or no such recording of it.';
const recordingParams = idParams.extend({ rid: givenId() });

/** What was recorded of a session. */
@ApiTag('Recordings')
@Controller('api/sessions/:id/recordings')
@UseInterceptors(DatabaseUnavailableInterceptor)
export class RecordingsController {
  constructor(private readonly recordings: RecordingsService) {}

  @Get()
  @ApiRoute({
    id: 'listRecordings',
    scope: 'read',
    session: { param: 'id', right: 'know' },
    summary: 'What was recorded of it, the first one first.',
    description:
      'Nothing is unless RECORDING allows it, its agent asks for it (`records`), and everybody who is heard has consented.',
    params: idParams,
    responses: { 200: z.array(recordingSchema), 404: 'There is no such session.' },
  })
  async list(@Param('id') sessionId: string): Promise<RecordingJson[]> {
    return (await this.recordings.of(sessionId)).map(toRecordingJson);
  }

  @Get(':rid/audio')
  @ApiRoute({
    id: 'getRecordingAudio',
    scope: 'read',
    session: { param: 'id', right: 'know' },
    summary: 'The sound, or a range of its bytes.',
    params: recordingParams,
    responses: {
      200: { content: AUDIO },
      206: { content: AUDIO, description: 'The range that `Range` asks for.' },
      404: NOT_FOUND,
      409: 'It is still being recorded.',
      410: 'It is damaged, or on the disk of another server.',
      416: 'It is shorter than `Range` says.',
      503: 'The storage does not answer: try again.',
    },
  })
  async audio(
    @Param('id') sessionId: string,
    @Param('rid') id: string,
    @Headers('range') header: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const row = await this.recordings.whole(sessionId, id);
    const range = rangeIn(header, row.bytes);
    response.setHeader('accept-ranges', 'bytes');
    response.setHeader('cache-control', 'no-store');
    if (range === 'unsatisfiable') {
      response.setHeader('content-range', `bytes */${row.bytes}`);
      throw new HttpException('The recording is shorter than that', 416);
    }
    const { from, to } = range === 'all' ? { from: 0, to: row.bytes } : range;
    const pieces = await this.recordings.audio(row, from, to);
    if (range !== 'all') {
      response.status(206);
      response.setHeader('content-range', `bytes ${from}-${to - 1}/${row.bytes}`);
    }
    return new StreamableFile(Readable.from(pieces), { type: 'audio/ogg', length: to - from });
  }

  @Delete(':rid')
  @ApiRoute({
    id: 'deleteRecording',
    scope: 'talk',
    session: { param: 'id', right: 'change' },
    audited: true,
    summary: 'Deletes it, also while it is recorded.',
    params: recordingParams,
    responses: { 204: null, 404: NOT_FOUND },
  })
  async remove(@Param('id') sessionId: string, @Param('rid') id: string): Promise<void> {
    await this.recordings.remove(sessionId, id);
  }
}
