import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { RequestHandler } from 'express';

import { BullJobQueue } from './bull-job-queue';
import { idsIn } from './job-view';

/** Bull Board over all queues: pages on which operators look at jobs, try them again and drop them. */
@Injectable()
export class JobBoard {
  constructor(private readonly queue: BullJobQueue) {}

  /**
   * The pages, to be served at `path`. Who may see them is for the caller to ask. Of a payload they show its ids; jobs that
   * are done are not kept, so there is nothing of them to show. Reads Bull Board, which takes 50 ms of the event loop the first
   * time: for somebody who looks.
   */
  async at(path: string): Promise<RequestHandler> {
    const { createBullBoard } = await import('@bull-board/api');
    const { BullMQAdapter } = await import('@bull-board/api/bullMQAdapter');
    const { ExpressAdapter } = await import('@bull-board/express');
    const serverAdapter = new ExpressAdapter().setBasePath(path);
    const queues = this.queue.opened.map((queue) => {
      const adapter = new BullMQAdapter(queue as unknown as Queue);
      adapter.setFormatter('data', idsIn);
      return adapter;
    });
    const options = { uiConfig: { boardTitle: 'VoxBridge' } };
    createBullBoard({ queues, serverAdapter, options });
    return serverAdapter.getRouter() as RequestHandler;
  }
}
