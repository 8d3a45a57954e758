import {
  ConflictException,
  Controller,
  Delete,
  Get,
  HttpCode,
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

import { ZodValidationPipe } from '../http';
import {
  jobIdSchema,
  type JobJson,
  linkToNext,
  type ListJobs,
  listJobsSchema,
  toJobJson,
} from './job.schema';

const jobId = new ZodValidationPipe(jobIdSchema, 'id');

/** Background work as operators see it: what waits and what was given up, by ids and without words. */
@Controller('api/jobs')
export class JobsController {
  readonly #logger = new Logger(JobsController.name);

  constructor(private readonly queue: JobQueue) {}

  /** A page, the newest first; `Link: <…>; rel="next"` leads to the one after it, where there is one. */
  @Get()
  async list(
    @Query(new ZodValidationPipe(listJobsSchema, 'query')) query: ListJobs,
    @Res({ passthrough: true }) response: Response,
  ): Promise<JobJson[]> {
    const { state, limit, cursor: offset = 0 } = query;
    const found = await this.#ask(() => this.queue.list(state, { limit: limit + 1, offset }));
    if (found.length > limit) response.setHeader('Link', linkToNext(query, offset + limit));
    return found.slice(0, limit).map(toJobJson);
  }

  /** 202 when it will be tried again; 409 when it has not failed. */
  @Post(':id/retry')
  @HttpCode(202)
  async retry(@Param('id', jobId) id: string): Promise<void> {
    const outcome = await this.#ask(() => this.queue.retry(id));
    if (outcome === 'gone') throw new NotFoundException('There is no such job');
    if (outcome === 'not-failed') throw new ConflictException('The job has not failed');
  }

  /** 204 when it is gone; 409 while somebody works on it. */
  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id', jobId) id: string): Promise<void> {
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
