import { choice, env, server, text } from '@vox/environment';
import { z } from 'zod';

const S3_NEEDS = ['RECORDINGS_S3_ACCESS_KEY', 'RECORDINGS_S3_SECRET_KEY'] as const;

export const recordingsSchema = z
  .object({
    RECORDING: env(choice(['off', 'allowed']).default('off')).describe(
      'Whether conversations may be recorded. allowed: those of agents that ask for it (`records`), while everybody who is heard has consented. What was recorded before stays until it is deleted.',
    ),
    RECORDINGS_S3_URL: env(server('https://').optional()).describe(
      'Where recordings are kept once they are whole: any storage that speaks S3, with the bucket, and a prefix if you like: https://s3.example.org/bucket/voxbridge. What is there without a row in the database is deleted, so no other server may use the same place. Without it they stay in DATA_DIR/recordings. Either way they are encrypted with keys that only the database and SECRETS_KEY together open.',
    ),
    RECORDINGS_S3_REGION: env(text().default('us-east-1')).describe('Its region.'),
    RECORDINGS_S3_ACCESS_KEY: env(text().optional()).describe(
      'The name of its key, which may list the bucket and get, put and delete objects.',
    ),
    RECORDINGS_S3_SECRET_KEY: env(text().optional()).describe('The key itself.'),
  })
  .superRefine((variables, context) => {
    const { RECORDINGS_S3_URL: url } = variables;
    if (url === undefined || !URL.canParse(url)) return;
    const issue = (name: string, message: string) =>
      context.addIssue({ code: 'custom', path: [name], message });
    if (new URL(url).pathname.replaceAll('/', '') === '')
      issue('RECORDINGS_S3_URL', 'must name the bucket');
    for (const name of S3_NEEDS) {
      if (variables[name] === undefined) issue(name, 'is needed with RECORDINGS_S3_URL');
    }
  });
