import { createInviteSchema } from './invite.schema';

describe('an invite that is made by REST', () => {
  it('lets in any number of times only where nothing else was asked for', () => {
    expect(createInviteSchema.parse({ name: 'Ben' }).max_uses).toBeNull();
    expect(createInviteSchema.parse({ name: 'Ben', max_uses: 1 }).max_uses).toBe(1);
    const mistyped = createInviteSchema.safeParse({ name: 'Ben', max_use: 1 });
    expect(mistyped.error?.issues).toMatchObject([{ keys: ['max_use'] }]);
  });
});
