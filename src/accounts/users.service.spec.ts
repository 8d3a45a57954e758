import type { IdentityCache } from '../identity';
import { UsersService } from './users.service';

describe(UsersService, () => {
  it('switches nobody on again who is switched off while their name is changed', async () => {
    const row = { id: 'u-1', displayName: 'Ann', email: null, isActive: true };
    const users = {
      findOneBy: () => {
        const found = { ...row };
        row.isActive = false;
        return Promise.resolve(found);
      },
      save: (user: object) => Promise.resolve(Object.assign(row, user)),
      update: (_where: object, change: object) => {
        Object.assign(row, change);
        return Promise.resolve({ affected: 1 });
      },
    };
    let changes = 0;
    const cache = { changed: () => changes++ } as unknown as IdentityCache;
    const service = new UsersService(users as never, cache, undefined as never);
    await service.update('u-1', { display_name: 'Anna' });
    expect(row).toMatchObject({ displayName: 'Anna', isActive: false });
    expect(changes).toBe(0);
    await service.update('u-1', { is_active: true });
    expect(changes).toBe(1);
  });
});
