import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Readable } from 'node:stream';

import { connectionButToMetadata, directRequest } from '@vox/outbound';
import { AwsV4Signer } from 'aws4fetch';

/** Longer than the slowest useful answer begins to come. */
const ANSWER_MS = 30_000;

/** A large file on a slow line: 1 GB at 5 Mbit/s. */
const UPLOAD_MS = 1_800_000;

export type S3Access = {
  /** With the bucket, and what the names of all objects begin with, if anything: `https://host/bucket/voxbridge`. */
  readonly url: string;
  readonly region: string;
  readonly accessKey: string;
  readonly secretKey: string;
};

export type S3Request = {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  /** Of the object; none is the bucket. */
  readonly key?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Readable;
  /** Breaks it off. */
  readonly signal?: AbortSignal | undefined;
};

/** The storage has refused, or does not answer. It says nothing of keys. */
export class StorageError extends Error {
  override readonly name = 'StorageError';

  constructor(message: string, options?: ErrorOptions) {
    super(`The storage of recordings ${message}`, options);
  }
}

/** Any server that speaks S3, asked by path (`/bucket/key`) with signatures of version 4. */
export class S3Bucket {
  readonly #agents = {
    http: new HttpAgent({ keepAlive: true, timeout: 4000 }),
    https: new HttpsAgent({ keepAlive: true, timeout: 4000 }),
  };
  readonly #bucket: string;
  /** What all keys begin with. */
  readonly prefix: string;

  constructor(private readonly access: S3Access) {
    const { origin, pathname } = new URL(access.url);
    const [bucket = '', ...prefix] = pathname.split('/').filter((part) => part !== '');
    this.#bucket = `${origin}/${bucket}`;
    this.prefix = prefix.map((part) => `${part}/`).join('');
  }

  /** @throws StorageError when nobody answers in time; what is answered is the caller's to judge. */
  async ask({ method, key, query = {}, headers = {}, body, signal }: S3Request): Promise<Response> {
    const { region, accessKey: accessKeyId, secretKey: secretAccessKey } = this.access;
    const path = key === undefined ? '' : `/${this.prefix}${key}`;
    const url = `${this.#bucket}${path}?${new URLSearchParams(query).toString()}`;
    const keys = { accessKeyId, secretAccessKey, service: 's3', region };
    const signed = await new AwsV4Signer({ method, url, headers, ...keys }).sign();
    const { lookup } = connectionButToMetadata(url, refused);
    const late = AbortSignal.timeout(body === undefined ? ANSWER_MS : UPLOAD_MS);
    try {
      return await directRequest(signed.url.href, {
        method,
        headers: { ...headers, ...Object.fromEntries(signed.headers) },
        ...(body === undefined ? {} : { body }),
        signal: signal === undefined ? late : AbortSignal.any([late, signal]),
        agent: url.startsWith('https:') ? this.#agents.https : this.#agents.http,
        lookup,
      });
    } catch (error) {
      if (error instanceof StorageError) throw error;
      const { code = 'no answer' } = error as NodeJS.ErrnoException;
      throw new StorageError(`cannot be reached (${code})`);
    }
  }

  close(): void {
    this.#agents.http.destroy();
    this.#agents.https.destroy();
  }
}

function refused(host: string): StorageError {
  return new StorageError(`is not asked at ${host}: that is a metadata service’s address`);
}
