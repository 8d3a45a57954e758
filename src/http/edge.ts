import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';

import type { AppConfig } from '../config';
import { endConnectionsAtClose } from './end-connections';
import { exactIds, hasNumericIds } from './exact-ids';
import { jsonOnly, unreadableBody } from './json-only';
import { ProblemFilter } from './problem.filter';
import { refuseUnparsedRequests } from './unparsed-request';

/** The largest body by far is an agent with a long prompt: 10,000 characters. */
const MAX_BODY = '100kb';

/** A request is sent at once; who takes longer holds the connection for something else (RFC 9112 §9.5). */
const REQUEST_WITHIN_MS = 30_000;

/**
 * How long a connection waits for its next request. A client that sends one in the moment in which the server lets go of the
 * connection is told that it was reset, so proxies are to let go first: theirs wait for a minute (nginx, load balancers of AWS),
 * and Node's own default is five seconds.
 */
const NEXT_REQUEST_WITHIN_MS = 75_000;

/** Browsers ask again for what they may do across origins after this long. */
const PREFLIGHT_MAX_AGE_SECONDS = 600;

/** What a page of another origin may read of answers: every header that a route declares, and those of refusals. */
export const EXPOSED_HEADERS: readonly string[] = [
  'Accept-Ranges',
  'Allow',
  'Content-Disposition',
  'Content-Range',
  'Link',
  'Retry-After',
  'X-Duration-Ms',
  'X-Provider',
  'X-Sample-Rate',
];

/**
 * What every HTTP request meets before a handler does: headers that browsers keep to, CORS for ALLOWED_ORIGINS, JSON bodies
 * only, one shape of errors, and no connection that is held without a request, or that holds up a stop. Create the application with
 * `bodyParser: false`.
 */
export function prepareEdge(app: NestExpressApplication, config: AppConfig): void {
  app.disable('x-powered-by');
  app.enableCors({
    origin: [...config.server.ALLOWED_ORIGINS],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type', 'X-API-Key'],
    exposedHeaders: [...EXPOSED_HEADERS],
    maxAge: PREFLIGHT_MAX_AGE_SECONDS,
  });
  app.use(
    helmet({
      contentSecurityPolicy: { directives: pagePolicy },
      // Whether a name is served over TLS alone is for who terminates TLS to say.
      strictTransportSecurity: false,
    }),
  );
  app.use(jsonOnly);
  if (config.server.LEGACY_API) {
    app.useBodyParser('json', { limit: MAX_BODY, type: hasNumericIds, reviver: exactIds });
  }
  app.useBodyParser('json', { limit: MAX_BODY });
  // `jsonOnly` lets them by where one is taken.
  app.useBodyParser('urlencoded', { limit: MAX_BODY, extended: false });
  app.use(unreadableBody);
  app.useGlobalFilters(new ProblemFilter(app.getHttpAdapter()));
  limitIdleness(app.getHttpServer());
  endConnectionsAtClose(app.getHttpServer());
  refuseUnparsedRequests(app.getHttpServer());
}

/** The page needs its own scripts, its own sockets, and sound; nothing from elsewhere. */
const pagePolicy = {
  defaultSrc: ["'self'"],
  connectSrc: ["'self'", 'ws:', 'wss:'],
  mediaSrc: ["'self'", 'blob:', 'mediastream:'],
  imgSrc: ["'self'", 'data:'],
  styleSrc: ["'self'", "'unsafe-inline'"],
  scriptSrc: ["'self'"],
  // The server speaks plain HTTP; TLS, where there is any, ends in front of it.
  upgradeInsecureRequests: null,
};

/** Node itself leaves a connection alone on which nothing ever comes. What is being answered may take its time. */
function limitIdleness(server: Server): void {
  server.headersTimeout = REQUEST_WITHIN_MS;
  server.requestTimeout = REQUEST_WITHIN_MS;
  server.keepAliveTimeout = NEXT_REQUEST_WITHIN_MS;
  // Without a listener for it, Node ends a connection whose time is over.
  server.on('connection', (socket: Socket) => void socket.setTimeout(REQUEST_WITHIN_MS));
  server.prependListener('request', ({ socket }: IncomingMessage) => void socket.setTimeout(0));
}
