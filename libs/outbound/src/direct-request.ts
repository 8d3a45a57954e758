import {
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  request as httpRequest,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { pipeline, Readable, type Transform } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

export type DirectRequest = {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  /** What is read from a stream needs its `content-length` among the headers. */
  readonly body?: string | Uint8Array | Readable;
  readonly signal: AbortSignal;
  /** Connects to the first of these that takes a connection, whatever the name resolves to; TLS still checks the name. */
  readonly addresses?: readonly string[] | undefined;
  /** Finds addresses instead of the system's resolver. */
  readonly lookup?: LookupFunction;
  /** Whose connections are used; one of its own when absent. */
  readonly agent?: Agent;
};

/** Hands on what has come as soon as it has come: a compressed stream is still a stream. */
const AS_IT_COMES = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };

/**
 * Asks `url` on a connection of its own (or an agent's) and without time limits. With `addresses`, for URLs whose name was checked
 * (`resolvePublicAddresses`) and must not resolve to something else in between. Redirects are not followed: they come back
 * as they are. A compressed body comes back plain.
 *
 * A connection that is kept open may be closed by the other side just when it is used again, and then nobody knows
 * whether the request arrived. Aborting `signal`, or cancelling the body, closes the connection.
 */
export async function directRequest(
  url: string,
  { body, addresses, agent, ...options }: DirectRequest,
): Promise<Response> {
  const request = url.startsWith('https:') ? httpsRequest : httpRequest;
  const pinned = addresses === undefined ? {} : { lookup: lookupOf(addresses) };
  const outgoing = request(url, { ...options, ...pinned, agent: agent ?? false });
  const incoming = await headOf(outgoing, body);
  const headers = Object.entries(incoming.headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
  const status = incoming.statusCode ?? 0;
  const isBodiless =
    options.method === 'HEAD' || status === 204 || status === 205 || status === 304;
  if (isBodiless) incoming.resume();
  const content = isBodiless
    ? null
    : (Readable.toWeb(plainBody(incoming)) as ReadableStream<Uint8Array>);
  return new Response(content, { status, headers });
}

function lookupOf(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_hostname, { all }, done) => {
    if (all === true) return done(null, found);
    const { address = '', family } = found[0] ?? {};
    done(null, address, family);
  };
}

function headOf(outgoing: ClientRequest, body: DirectRequest['body']): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    outgoing.once('response', resolve);
    // Stays on: an abort after the head is told here, too, and the body's reader hears of it anyway.
    outgoing.on('error', reject);
    if (body instanceof Readable) pipeline(body, outgoing, (error) => error && reject(error));
    else outgoing.end(body);
  });
}

function plainBody(incoming: IncomingMessage): Readable {
  const decoder = decoderOf(incoming.headers['content-encoding']);
  // The reader hears of a failure from the decoder, which the pipeline closes with it.
  return decoder === undefined ? incoming : pipeline(incoming, decoder, () => undefined);
}

function decoderOf(encoding: string | undefined): Transform | undefined {
  switch (encoding?.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip(AS_IT_COMES);
    case 'deflate':
      return createInflate(AS_IT_COMES);
    case 'br':
      return createBrotliDecompress({
        flush: constants.BROTLI_OPERATION_FLUSH,
        finishFlush: constants.BROTLI_OPERATION_FLUSH,
      });
    default:
      return undefined;
  }
}
