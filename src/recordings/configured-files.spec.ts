import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

import { parseConfig } from '../config';
import { SecretBox } from '../secrets';
import { configuredFiles } from './configured-files';

const key = () => Promise.resolve(Buffer.alloc(32));
const secrets = new SecretBox({ find: key, findOrMake: key });

describe(configuredFiles.name, () => {
  it('asks the storage that is named, for its region, with its key, and without the key itself', async () => {
    const asked: IncomingMessage[] = [];
    const server = createServer((request, response) => {
      asked.push(request);
      response.end('<ListBucketResult></ListBucketResult>');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const config = parseConfig({
      RECORDINGS_S3_URL: `http://127.0.0.1:${port}/voices/shop`,
      RECORDINGS_S3_REGION: 'eu-central-9',
      RECORDINGS_S3_ACCESS_KEY: 'the-key',
      RECORDINGS_S3_SECRET_KEY: 'canary-71c2',
    });
    const { s3 } = (await configuredFiles(config, secrets)).places;
    expect(s3 && (await Array.fromAsync(s3.list()))).toEqual([]);
    expect(asked.map(({ url }) => url)).toEqual([
      expect.stringMatching(/^\/voices\?list-type=2&prefix=shop%2F$/u),
    ]);
    const headers = JSON.stringify(asked[0]?.headers);
    expect(headers).toMatch(
      /AWS4-HMAC-SHA256 Credential=the-key\/\d{8}\/eu-central-9\/s3\/aws4_request, /u,
    );
    expect(headers).not.toContain('canary');
    server.close();
    server.closeAllConnections();
  });

  it('is the disk alone where none is named', async () => {
    const { places } = await configuredFiles(parseConfig({}), secrets);
    expect(places.s3).toBeUndefined();
  });

  it.each([
    [{ RECORDINGS_S3_URL: 'https://s3.example.org' }, 'RECORDINGS_S3_URL: must name the bucket'],
    [
      { RECORDINGS_S3_URL: 's3.example.org/voices', RECORDINGS_S3_ACCESS_KEY: 'a' },
      'RECORDINGS_S3_SECRET_KEY: is needed with RECORDINGS_S3_URL',
    ],
  ])('is refused as %j', (environment, problem) => {
    expect(() => parseConfig(environment)).toThrow(problem);
  });
});
