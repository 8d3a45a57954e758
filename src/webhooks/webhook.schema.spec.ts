import { createWebhookSchema } from './webhook.schema';

describe('the address of a webhook', () => {
  it.each([
    ['https://hook.example.org/1', undefined],
    ['nonsense', 'must be a URL that starts with http:// or https://'],
    ['ftp://hook.example.org', 'must be a URL that starts with http:// or https://'],
    ['https://ann@hook.example.org', 'must have no credentials: what comes is signed'],
  ])('%s: %s', (url, message) => {
    const read = createWebhookSchema.safeParse({ url, events: ['turn.completed'] });
    expect(read.error?.issues.map((issue) => issue.message)).toEqual(
      message === undefined ? undefined : [message],
    );
  });
});
