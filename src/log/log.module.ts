import { type DynamicModule, Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';

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
 * Requests are logged by method and path only: a query may carry the API key.
 */
@Module({})
export class LogModule {
  static forRoot(config: AppConfig): DynamicModule {
    const isTerminal = process.stdout.isTTY;
    return {
      module: LogModule,
      imports: [
        LoggerModule.forRoot({
          pinoHttp: {
            level: config.server.LOG_LEVEL,
            autoLogging: false,
            hooks: {
              logMethod(args, method) {
                const [about] = args as [unknown];
                const context = (about as { context?: unknown } | null)?.context;
                if (typeof context === 'string' && WIRING.has(context)) return;
                method.apply(this, args);
              },
            },
            ...(isTerminal
              ? {
                  transport: {
                    target: 'pino-pretty',
                    options: { singleLine: true, ignore: 'pid,hostname' },
                  },
                }
              : {}),
            serializers: {
              req: (request: { method: string; url: string }) => ({
                method: request.method,
                path: request.url.split('?')[0],
              }),
            },
          },
        }),
      ],
    };
  }
}
