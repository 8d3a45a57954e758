import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { resolveDataDir } from './data-location';

const stranger = { uid: 64_000, gid: 64_000 };

describe('resolveDataDir', () => {
  let checkout: string;

  beforeEach(async () => {
    checkout = await mkdtemp(path.join(tmpdir(), 'vox-location-'));
    await chmod(checkout, 0o755);
  });
  afterEach(() => rm(checkout, { recursive: true }));

  it('lies in the checkout when the account can get there', async () => {
    const found = await resolveDataDir({ configured: undefined, account: stranger, checkout });
    expect(found).toBe(path.join(checkout, '.data'));
  });

  it('lies in the checkout when the server runs under our own account, open or not', async () => {
    await chmod(checkout, 0o700);
    const found = await resolveDataDir({ configured: undefined, account: undefined, checkout });
    expect(found).toBe(path.join(checkout, '.data'));
  });

  it('moves to the state folder, one per checkout, when the checkout is closed', async () => {
    await chmod(checkout, 0o700);
    const stateRoot = '/var/lib/anything';
    const found = await resolveDataDir({
      configured: undefined,
      account: stranger,
      checkout,
      stateRoot,
    });
    expect(path.dirname(found)).toBe(stateRoot);
    expect(path.basename(found)).toMatch(/^vox-location-\w+-[0-9a-f]{8}$/);
  });

  it('names the folder that bars the way to DATA_DIR', async () => {
    const closed = path.join(checkout, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const configured = path.join(closed, 'deep', 'data');
    const refused = resolveDataDir({ configured, account: stranger, checkout });
    await expect(refused).rejects.toThrow(`may not enter ${closed};`);
    await expect(refused).rejects.not.toThrow(/chmod/u);
  });
});
