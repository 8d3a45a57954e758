import { randomBytes } from 'node:crypto';

import { Logger } from '@nestjs/common';

import { secretPurpose, SecretBox } from '../secrets';
import { openWebhookAuth } from './agent-auth';

const keyed = (key = randomBytes(32)) =>
  new SecretBox({ find: () => Promise.resolve(key), findOrMake: () => Promise.resolve(key) });
const header = { name: 'X-Secret', value: 's3cret' };

describe(openWebhookAuth.name, () => {
  afterEach(() => jest.restoreAllMocks());

  it('opens what was sealed, and nothing where nothing was', async () => {
    const box = keyed();
    const sealed = await box.seal(JSON.stringify(header), secretPurpose('agents.n8n_auth', '1'));
    expect(await openWebhookAuth('1', sealed, box)).toEqual(header);
    expect(await openWebhookAuth('1', null, box)).toBeUndefined();
  });

  it('goes on without what was sealed with another key or for another agent, and says so', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    const box = keyed();
    const sealed = await box.seal(JSON.stringify(header), secretPurpose('agents.n8n_auth', '1'));
    expect(await openWebhookAuth('1', sealed, keyed())).toBeUndefined();
    expect(await openWebhookAuth('2', sealed, box)).toBeUndefined();
    expect(warn.mock.calls.map(([details]) => details as unknown)).toMatchObject([
      { agentId: '1', reason: expect.stringContaining('SECRETS_KEY') as string },
      { agentId: '2' },
    ]);
  });
});
