import { connectionOf, ListenedClient } from '@vox/database';
import {
  createPostgresBackend,
  type Processor,
  Queue,
  type QueueOptions,
  Worker,
  type WorkerOptions,
} from 'bullmq';

export type QueueConnection =
  | { readonly backend: 'postgres'; readonly url: string }
  | { readonly backend: 'redis'; readonly url: string };

/** Namespace of the queue's tables, apart from ours. */
const POSTGRES_SCHEMA = 'bullmq';
/** Connections a queue or a worker may hold, beside the worker's one for notifications. */
const POOL_SIZE = 4;
const CONNECT_TIMEOUT_MS = 5000;
const QUERY_TIMEOUT_MS = 15_000;

export type AnyQueue = Pick<
  Queue,
  | 'add'
  | 'addBulk'
  | 'getJob'
  | 'getJobs'
  | 'remove'
  | 'getJobCounts'
  | 'getWorkersCount'
  | 'waitUntilReady'
  | 'on'
  | 'close'
>;
export type AnyWorker = Pick<Worker, 'waitUntilReady' | 'on' | 'close'>;

export function openQueue(
  connection: QueueConnection,
  name: string,
  options: Omit<QueueOptions, 'connection'>,
): AnyQueue {
  if (connection.backend === 'redis') {
    // A producer would rather be refused at once than wait for Redis: the journal tries again.
    const redis = { url: connection.url, maxRetriesPerRequest: 1, enableOfflineQueue: false };
    return new Queue(name, { ...options, connection: redis });
  }
  const postgres = postgresConnection(connection.url);
  return new Queue(
    name,
    { ...options, connection: postgres },
    createPostgresBackend,
  ) as unknown as AnyQueue;
}

export function openWorker(
  connection: QueueConnection,
  name: string,
  processor: Processor,
  options: Omit<WorkerOptions, 'connection'>,
): AnyWorker {
  if (connection.backend === 'redis') {
    const redis = { url: connection.url, maxRetriesPerRequest: null };
    return new Worker(name, processor, { ...options, connection: redis });
  }
  const postgres = postgresConnection(connection.url);
  return new Worker(
    name,
    processor,
    { ...options, connection: postgres },
    createPostgresBackend,
  ) as unknown as AnyWorker;
}

/** Also what a test of its own opens connections with. */
export function postgresConnection(url: string) {
  return {
    ...connectionOf(url),
    Client: ListenedClient,
    schema: POSTGRES_SCHEMA,
    migrate: true,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    application_name: 'voxbridge-queue',
  };
}
