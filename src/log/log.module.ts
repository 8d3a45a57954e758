import { type DynamicModule, Module } from '@nestjs/common';
import { safePino } from '@vox/logging';
import { LoggerModule } from 'nestjs-pino';
import type { DestinationStream } from 'pino';

import type { AppConfig } from '../config';

/** Nest's own account of its wiring: hundreds of lines that tell an operator nothing. */
const WIRING = new Set([
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'WebSocketsController',
]);

/**
 * Logs as pino lines on standard output: readable on a terminal, JSON elsewhere.
 *
 * Requests are logged by method and path only: a query may carry the API key. Errors are logged without what a statement
 * was given, and without what a provider was told.
 */
@Module({})
export class LogModule {
  /** @param destination Where the lines go instead of standard output. */
  static forRoot(config: AppConfig, destination?: DestinationStream): DynamicModule {
    const isTerminal = destination === undefined && process.stdout.isTTY;
    const { hooks, serializers } = safePino(
      (about) => !('context' in about && WIRING.has(String(about.context))),
    );
    const options = {
      level: config.server.LOG_LEVEL,
      autoLogging: false,
      hooks,
      ...(isTerminal
        ? {
            transport: {
              target: 'pino-pretty',
              options: { singleLine: true, ignore: 'pid,hostname' },
            },
          }
        : {}),
      serializers: {
        ...serializers,
        req: (request: { method: string; url: string }) => ({
          method: request.method,
          path: request.url.split('?')[0],
        }),
      },
    };
    return {
      module: LogModule,
      imports: [
        LoggerModule.forRoot({
          pinoHttp: destination === undefined ? options : [options, destination],
        }),
      ],
    };
  }
}
