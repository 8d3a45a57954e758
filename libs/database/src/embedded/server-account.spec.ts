import { type RunCommand, resolveServerAccount } from './server-account';

function machine(users: Record<string, string>, canAdd: boolean): RunCommand {
  return (command, args) => {
    if (command === 'useradd') {
      if (!canAdd) return Promise.reject(new Error('useradd: not found'));
      users['voxbridge'] = '999';
      return Promise.resolve('');
    }
    const id = users[args[1] ?? ''];
    return id === undefined ? Promise.reject(new Error('no such user')) : Promise.resolve(id);
  };
}

describe('resolveServerAccount', () => {
  it('stays with our own account when we are not root', async () => {
    await expect(resolveServerAccount(1000, machine({}, false))).resolves.toBeUndefined();
  });

  it('takes the postgres user when we are root', async () => {
    const account = await resolveServerAccount(0, machine({ postgres: '70' }, false));
    expect(account).toEqual({ uid: 70, gid: 70 });
  });

  it('makes a system user when the machine has none', async () => {
    await expect(resolveServerAccount(0, machine({}, true))).resolves.toEqual({
      uid: 999,
      gid: 999,
    });
  });

  it('says what to do when no user can be made', async () => {
    await expect(resolveServerAccount(0, machine({}, false))).rejects.toThrow(
      /refuses to run as root.*useradd.*DATABASE_URL/s,
    );
  });
});
