import { BrowserMemory, pageStorage } from '../voice/browser-memory';
import { Access } from './access';

const opened = () => {
  const memory = new BrowserMemory(pageStorage(), pageStorage());
  return { memory, access: new Access(memory) };
};

describe(Access.name, () => {
  it('keeps a key for the tab, and forgets it when the server refuses it', () => {
    const { memory, access } = opened();
    access.useKey('a-key');
    expect(access.get()).toMatchObject({ isRefused: false, hasKey: true });
    expect(memory.apiKey).toBe('a-key');
    access.refused('a-key');
    expect(access.get()).toMatchObject({ isRefused: true, hasKey: false });
    expect(memory.apiKey).toBeNull();
  });

  it('lets in again who was refused and has logged in meanwhile', () => {
    const { access } = opened();
    access.refused(null);
    access.useLogIn({ isSamePerson: true });
    expect(access.get()).toEqual({ isRefused: false, hasKey: false, visit: 0 });
    access.useLogIn({ isSamePerson: false });
    expect(access.get().visit).toBe(0);
  });

  it('counts another visit with each who may be somebody else', () => {
    const { access } = opened();
    access.useKey('of-ann');
    expect(access.get().visit).toBe(1);
    access.refused('of-ann');
    access.useKey('another-of-ann', { isSamePerson: true });
    expect(access.get().visit).toBe(1);
    access.refused('another-of-ann');
    access.useLogIn({ isSamePerson: false });
    expect(access.get().visit).toBe(2);
  });

  it('believes no late refusal of a key that was replaced', () => {
    const { access } = opened();
    access.useKey('the-next');
    access.refused(null);
    expect(access.get()).toMatchObject({ isRefused: false, hasKey: true });
  });

  it('says once that nobody is let in without a key, and each time that one is used', () => {
    const { access } = opened();
    const told: boolean[] = [];
    access.subscribe(() => told.push(access.get().hasKey));
    access.refused(null);
    access.refused(null);
    access.useKey('a-key');
    access.useKey('another');
    expect(told).toEqual([false, true, true]);
  });

  it('tells who listens', () => {
    const { access } = opened();
    const told: boolean[] = [];
    access.subscribe(() => told.push(access.get().hasKey));
    access.useKey('a-key');
    access.refused('a-key');
    expect(told).toEqual([true, false]);
  });
});
