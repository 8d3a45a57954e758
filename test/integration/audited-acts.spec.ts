import type { DynamicModule, ForwardReference, Type } from '@nestjs/common';

import { acts } from '../../apps/web/src/i18n/en/acts';
import { AppModule } from '../../src/app.module';
import { isAudited } from '../../src/audit/audit.interceptor';
import { parseConfig } from '../../src/config';
import { declaredRoutes } from '../../src/openapi/declared-routes';

type Import = Type | DynamicModule | ForwardReference<() => Import>;

/** What is put on record beside requests. */
const OTHER_ACTS = ['logIn', 'logOut', 'changeJobs'];

/** All controllers of a module and of what it imports, without an application. */
function controllersIn(module: Import, seen = new Set<unknown>()): Type[] {
  if (seen.has(module)) return [];
  seen.add(module);
  if ('forwardRef' in module) return controllersIn(module.forwardRef(), seen);
  const dynamic: Partial<DynamicModule> = 'module' in module ? module : {};
  const type = 'module' in module ? module.module : module;
  const declared = <T>(key: string) => (Reflect.getMetadata(key, type) as T[] | undefined) ?? [];
  return [
    ...declared<Type>('controllers'),
    ...(dynamic.controllers ?? []),
    ...[...declared<Import>('imports'), ...((dynamic.imports ?? []) as Import[])].flatMap((one) =>
      controllersIn(one, seen),
    ),
  ];
}

describe('what is put on record', () => {
  it('has words on its page, each act, and nothing else has', () => {
    const root = AppModule.forRoot(parseConfig({}), 'postgres://nobody@127.0.0.1:1/none');
    const controllers = [...new Set(controllersIn(root))];
    const audited = declaredRoutes(controllers)
      .filter(({ route, method }) => isAudited(route, method.toUpperCase()))
      .map(({ route }) => route.id);
    expect(audited).toContain('createAgent');
    const expected = new Set([...audited, ...OTHER_ACTS].map((act) => `act.${act}`));
    expect(Object.keys(acts).sort()).toEqual([...expected].sort());
  });
});
