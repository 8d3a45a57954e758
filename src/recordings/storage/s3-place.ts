import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

import { decodeXML } from 'entities';

import { beginningOf, idIn, type RecordingPlace } from './recording-place.port';
import { type S3Bucket, StorageError } from './s3-bucket';

/** A bucket, or what of it begins with one prefix: recordings come here once they are whole. */
export class S3Place implements RecordingPlace {
  constructor(private readonly bucket: S3Bucket) {}

  /** Puts a file of this machine there; one of that name is replaced. Rejects where `signal` breaks it off. */
  async put(name: string, file: string, signal?: AbortSignal): Promise<void> {
    const { size } = await stat(file);
    await this.#done({
      method: 'PUT',
      key: name,
      headers: { 'content-length': String(size), 'content-type': 'application/octet-stream' },
      body: createReadStream(file),
      signal,
    });
  }

  async sizeOf(name: string): Promise<number | undefined> {
    const response = await this.bucket.ask({ method: 'HEAD', key: name });
    await response.body?.cancel();
    if (response.status === 404) return undefined;
    if (!response.ok) throw refusal(response);
    return Number(response.headers.get('content-length'));
  }

  async *read(name: string, from: number, to: number): AsyncGenerator<Uint8Array, void, void> {
    const headers = { range: `bytes=${from}-${to - 1}` };
    const response = await this.bucket.ask({ method: 'GET', key: name, headers });
    if (response.status !== 206 || response.body === null) throw refusal(response);
    yield* response.body;
  }

  async remove(name: string): Promise<void> {
    const response = await this.bucket.ask({ method: 'DELETE', key: name });
    await response.body?.cancel();
    if (!response.ok && response.status !== 404) throw refusal(response);
  }

  async *list(sessionId?: string): AsyncGenerator<string, void, void> {
    const { prefix } = this.bucket;
    const query = { 'list-type': '2', prefix: `${prefix}${beginningOf(sessionId)}` };
    for (let token: string | undefined; ;) {
      const more = token === undefined ? {} : { 'continuation-token': token };
      const response = await this.bucket.ask({ method: 'GET', query: { ...query, ...more } });
      if (!response.ok) throw refusal(response);
      const page = await response.text();
      for (const key of valuesOf(page, 'Key')) {
        const name = key.slice(prefix.length);
        if (idIn(name) !== undefined) yield name;
      }
      [token] = valuesOf(page, 'NextContinuationToken');
      if (token === undefined) return;
    }
  }

  async #done(request: Parameters<S3Bucket['ask']>[0]): Promise<void> {
    const response = await this.bucket.ask(request);
    await response.body?.cancel();
    if (!response.ok) throw refusal(response);
  }
}

function refusal({ status }: Response): StorageError {
  return new StorageError(`has answered with ${status}`);
}

/** What stands in each element of that name: of a document whose form is known, with nothing inside these. */
function valuesOf(xml: string, element: string): string[] {
  const found = xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'gu'));
  return [...found].map(([, value = '']) => decodeXML(value));
}
