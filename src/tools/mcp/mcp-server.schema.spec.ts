import { createMcpServerSchema, updateMcpServerSchema } from './mcp-server.schema';

describe('the address of a server of tools', () => {
  it.each([
    ['https://tools.example/mcp', undefined],
    ['nonsense', 'must be a URL that starts with http:// or https://'],
    ['stdio://tools', 'must be a URL that starts with http:// or https://'],
    ['https://ann@tools.example', 'must have no user in it: use secret_headers'],
    ['https://:pass@tools.example', 'must have no user in it: use secret_headers'],
  ])('%s: %s', (url, message) => {
    const expected = message === undefined ? undefined : [message];
    for (const read of [
      createMcpServerSchema.safeParse({ name: 'shop', url }),
      updateMcpServerSchema.safeParse({ url }),
    ]) {
      expect(read.error?.issues.map((issue) => issue.message)).toEqual(expected);
    }
  });
});
