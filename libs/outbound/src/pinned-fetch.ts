import { type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { Readable } from 'node:stream';

export type PinnedRequest = {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
};

/**
 * Asks `url`, but connects to `address` only: for URLs whose name was checked (`resolvePublicAddress`) and must not
 * resolve to something else in between. TLS still checks the name. Redirects are not followed: they come back as they
 * are.
 *
 * Aborting `signal`, or cancelling the body, closes the connection.
 */
export async function pinnedFetch(
  url: string,
  address: string,
  { body, ...options }: PinnedRequest,
): Promise<Response> {
  const request = url.startsWith('https:') ? httpsRequest : httpRequest;
  const lookup: LookupFunction = (_hostname, { all }, done) => {
    const family = isIP(address);
    if (all === true) done(null, [{ address, family }]);
    else done(null, address, family);
  };
  const outgoing = request(url, { ...options, lookup, agent: false });
  const incoming = await headOf(outgoing, body);
  const headers = Object.entries(incoming.headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
  const status = incoming.statusCode ?? 0;
  const isBodiless = status === 204 || status === 205 || status === 304;
  if (isBodiless) incoming.resume();
  const content = isBodiless ? null : (Readable.toWeb(incoming) as ReadableStream<Uint8Array>);
  return new Response(content, { status, headers });
}

function headOf(outgoing: ClientRequest, body: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    outgoing.once('response', resolve);
    // Stays on: an abort after the head is told here, too, and the body's reader hears of it anyway.
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
