import {
  ConflictException,
  Controller,
  Delete,
  Get,
  Logger,
  NotFoundException,
  Param,
  Post,
  Query,
  Res,
  ServiceUnavailableException,
} from '@nestjs/common';
import { errorCode } from '@vox/database';
import { JobQueue } from '@vox/jobs';
import type { Response } from 'express';
import { z } from 'zod';

import { ApiRoute, ApiTag, linkSchema } from '../http';
import {
  type JobJson,
  jobParams,
  jobSchema,
  linkToNext,
  type ListJobs,
  listJobsSchema,
  toJobJson,
} from './job.schema';

const NOT_FOUND = 'There is no such job.';
const QUEUE_AWAY = 'The queue does not answer: try again.';

/** Background work as operators see it: what waits and what was given up, by ids and without words. */
@ApiTag('Jobs')
@Controller('api/jobs')
export class JobsController {
  readonly #logger = new Logger(JobsController.name);

  constructor(private readonly queue: JobQueue) {}

  @Get()
  @ApiRoute({
    id: 'listJobs',
    scope: 'admin',
    summary: 'Those in one state, the newest first.',
    query: listJobsSchema,
    responses: {
      200: {
        content: { 'application/json': z.array(jobSchema) },
        headers: { link: linkSchema },
      },
      503: QUEUE_AWAY,
    },
  })
  async list(
    @Query() query: ListJobs,
    @Res({ passthrough: true }) response: Response,
  ): Promise<JobJson[]> {
    const { state, limit, cursor: offset = 0 } = query;
    const found = await this.#ask(() => this.queue.list(state, { limit: limit + 1, offset }));
    if (found.length > limit) response.setHeader('Link', linkToNext(query, offset + limit));
    return found.slice(0, limit).map(toJobJson);
  }

  @Post(':id/retry')
  @ApiRoute({
    id: 'retryJob',
    scope: 'admin',
    summary: 'Has a failed one tried again, with all its tries.',
    params: jobParams,
    responses: { 202: null, 404: NOT_FOUND, 409: 'It has not failed.', 503: QUEUE_AWAY },
  })
  async retry(@Param('id') id: string): Promise<void> {
    const outcome = await this.#ask(() => this.queue.retry(id));
    if (outcome === 'gone') throw new NotFoundException('There is no such job');
    if (outcome === 'not-failed') throw new ConflictException('The job has not failed');
  }

  @Delete(':id')
  @ApiRoute({
    id: 'dropJob',
    scope: 'admin',
    summary: 'Drops it.',
    params: jobParams,
    responses: { 204: null, 404: NOT_FOUND, 409: 'It is being worked on.', 503: QUEUE_AWAY },
  })
  async remove(@Param('id') id: string): Promise<void> {
    const outcome = await this.#ask(() => this.queue.drop(id));
    if (outcome === 'gone') throw new NotFoundException('There is no such job');
    if (outcome === 'in-work') throw new ConflictException('The job is being worked on');
  }

  async #ask<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (error) {
      this.#logger.warn({ code: errorCode(error) }, 'The queue cannot be asked for its jobs');
      throw new ServiceUnavailableException('The queue does not answer; try again');
    }
  }
}
