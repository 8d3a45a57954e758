import { listProvidersSchema, pageOf } from './provider-page';
import type { ProviderJson } from './provider.schema';

const provider = (name: string, position: number | null) =>
  ({ id: name, name, position }) as ProviderJson;
const ALL = [
  provider('local', null),
  provider('demo', null),
  provider('Cellar', 1),
  provider('Attic', 1),
  provider('Shed', 0),
];

describe(pageOf.name, () => {
  it('gives each provider on one page: the environment in its order, then by position and name', () => {
    const names: string[] = [];
    let after: string | undefined;
    do {
      const query = listProvidersSchema.parse({ limit: '2', ...(after ? { after } : {}) });
      const { page, next } = pageOf(ALL, query, '/api/providers');
      names.push(...page.map(({ name }) => name));
      after = /after=([^>]+)>/u.exec(next ?? '')?.[1];
    } while (after !== undefined);
    expect(names).toEqual(['local', 'demo', 'Shed', 'Attic', 'Cellar']);
  });

  it.each(['', 'x', Buffer.from('[1]').toString('base64url')])('refuses the cursor %j', (after) => {
    expect(listProvidersSchema.safeParse({ after }).error?.issues[0]?.path).toEqual(['after']);
  });
});
