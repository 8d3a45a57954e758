import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { S3Server } from '../../../test/support/s3-server';
import { DiskPlace } from './disk-place';
import { nameOf, type RecordingPlace } from './recording-place.port';
import { S3Bucket } from './s3-bucket';
import { S3Place } from './s3-place';

const [ann, bob] = [randomUUID(), randomUUID()];

describe.each(['disk', 's3'] as const)('recordings on %s', (kind) => {
  let folder: string;
  let s3: S3Server | undefined;
  let bucket: S3Bucket | undefined;
  let place: RecordingPlace;
  let put: (name: string, bytes: string) => Promise<void>;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vox-recordings-'));
    const disk = new DiskPlace(path.join(folder, 'recordings'));
    const onDisk = async (name: string, bytes: string) => {
      const file = await disk.create(name);
      await file.writeFile(bytes);
      await file.close();
    };
    if (kind === 'disk') {
      place = disk;
      put = onDisk;
      return;
    }
    s3 = await S3Server.start();
    bucket = bucketAt(s3.url);
    const remote = new S3Place(bucket);
    place = remote;
    put = async (name, bytes) => {
      await onDisk(name, bytes);
      await remote.put(name, disk.pathOf(name));
      await disk.remove(name);
    };
  });
  afterEach(async () => {
    bucket?.close();
    await s3?.stop();
    await rm(folder, { recursive: true });
  });

  const bytesOf = async (chunks: AsyncIterable<Uint8Array>) =>
    Buffer.concat(await Array.fromAsync(chunks)).toString();
  const names = async (sessionId?: string) => (await Array.fromAsync(place.list(sessionId))).sort();

  it('are none where nothing was ever recorded', async () => {
    expect(await names()).toEqual([]);
    expect(await place.sizeOf(nameOf(ann, randomUUID()))).toBeUndefined();
    await expect(place.remove(nameOf(ann, randomUUID()))).resolves.toBeUndefined();
  });

  it('are read in part, and counted', async () => {
    const name = nameOf(ann, randomUUID());
    await put(name, '0123456789');
    expect(await place.sizeOf(name)).toBe(10);
    expect(await bytesOf(place.read(name, 0, 10))).toBe('0123456789');
    expect(await bytesOf(place.read(name, 3, 4))).toBe('3');
    expect(await bytesOf(place.read(name, 8, 10))).toBe('89');
  });

  it('are known by the session that they are of, and gone once they are removed', async () => {
    const all = [nameOf(ann, randomUUID()), nameOf(ann, randomUUID()), nameOf(bob, randomUUID())];
    for (const name of all) await put(name, 'x');
    expect(await names()).toEqual([...all].sort());
    expect(await names(bob)).toEqual([all[2]]);
    expect(await names(ann)).toEqual(all.slice(0, 2).sort());
    await place.remove(all[0] ?? '');
    expect(await names(ann)).toEqual([all[1]]);
  });

  it('reject where there is none to read', async () => {
    await expect(bytesOf(place.read(nameOf(ann, randomUUID()), 0, 1))).rejects.toThrow();
  });
});

function bucketAt(url: string): S3Bucket {
  const keys = { accessKey: 'S3RVER', secretKey: 'S3RVER' };
  return new S3Bucket({ url, region: 'us-east-1', ...keys });
}

describe(DiskPlace.name, () => {
  it('lets nobody else read, and passes over what is no recording', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'vox-recordings-'));
    const disk = new DiskPlace(path.join(folder, 'recordings'));
    const name = nameOf(ann, randomUUID());
    await (await disk.create(name)).close();
    expect((await stat(disk.pathOf(name))).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(disk.pathOf(name)))).mode & 0o777).toBe(0o700);
    await writeFile(disk.pathOf('lost+found'), '');
    expect(await Array.fromAsync(disk.list())).toEqual([name]);
    await expect(disk.create(name)).rejects.toMatchObject({ code: 'EEXIST' });
    await rm(folder, { recursive: true });
  });
});

describe(S3Place.name, () => {
  it('says why nothing can be had', async () => {
    const s3 = await S3Server.start();
    const bucket = bucketAt(s3.url.replace('voices', 'elsewhere'));
    await expect(Array.fromAsync(new S3Place(bucket).list())).rejects.toThrow(
      'The storage of recordings has answered with 404',
    );
    await s3.goesAway();
    await expect(new S3Place(bucket).remove('x')).rejects.toThrow('cannot be reached (ECONN');
    bucket.close();
    await s3.stop();
  });

  it('lists what one answer does not hold, page by page', async () => {
    const pages = [
      '<Contents><Key>a&amp;b/ONE</Key></Contents><Contents><Key>a&amp;b/other</Key></Contents>' +
        '<IsTruncated>true</IsTruncated><NextContinuationToken>x=&quot;/</NextContinuationToken>',
      '<Contents><Key>a&amp;b/TWO</Key></Contents><IsTruncated>false</IsTruncated>',
    ];
    const [one, two] = [nameOf(ann, randomUUID()), nameOf(ann, randomUUID())];
    const asked: URLSearchParams[] = [];
    const server = createServer((request, response) => {
      asked.push(new URL(request.url ?? '', 'http://localhost').searchParams);
      const page = pages[asked.length - 1] ?? '';
      response.end(
        `<ListBucketResult>${page.replace('ONE', one).replace('TWO', two)}</ListBucketResult>`,
      );
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const bucket = bucketAt(`http://127.0.0.1:${port}/voices/a&b`);
    expect(await Array.fromAsync(new S3Place(bucket).list(ann))).toEqual([one, two]);
    expect(asked.map((query) => query.get('continuation-token'))).toEqual([null, 'x="/']);
    expect(asked[1]?.get('prefix')).toBe(`a&b/${ann}_`);
    bucket.close();
    server.close();
  });

  it.each(['http://169.254.169.254/bucket', 'http://[fd00:ec2::254]/bucket'])(
    'is never asked at %s, where a cloud keeps credentials',
    async (url) => {
      await expect(Array.fromAsync(new S3Place(bucketAt(url)).list())).rejects.toThrow(
        'metadata service',
      );
    },
  );
});
