import path from 'node:path';

import { resolveDataDir } from '@vox/database';

import type { AppConfig } from '../config';
import type { SecretBox } from '../secrets';
import { RecordingFiles } from './recording-files';
import { DiskPlace } from './storage/disk-place';
import { S3Bucket } from './storage/s3-bucket';
import { S3Place } from './storage/s3-place';

/** Where the environment says that recordings lie. */
export async function configuredFiles(
  config: Pick<AppConfig, 'database' | 'recordings'>,
  secrets: SecretBox,
): Promise<RecordingFiles> {
  const { database, recordings } = config;
  const folder = await resolveDataDir({ configured: database.DATA_DIR, account: undefined });
  const disk = new DiskPlace(path.join(folder, 'recordings'));
  const {
    RECORDINGS_S3_URL: url,
    RECORDINGS_S3_REGION: region,
    RECORDINGS_S3_ACCESS_KEY: accessKey = '',
    RECORDINGS_S3_SECRET_KEY: secretKey = '',
  } = recordings;
  const s3 =
    url === undefined
      ? undefined
      : new S3Place(new S3Bucket({ url, region, accessKey, secretKey }));
  return new RecordingFiles({ disk, s3 }, secrets);
}
