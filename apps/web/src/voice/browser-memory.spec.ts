import { BrowserMemory, inviteIn, type KeyValueStore, openStorage } from './browser-memory';
import type { Line } from './conversation';

const emptyStore = (): KeyValueStore =>
  openStorage(() => {
    throw new DOMException('Blocked.', 'SecurityError');
  });

const settled: Line = {
  speaker: 'agent',
  key: 'agent-1',
  turnId: 'turn-1',
  text: 'Hello.',
  isAudible: false,
  agent: null,
  outcome: 'completed',
  latency: { voice_to_voice_ms: 700 },
};

describe('BrowserMemory', () => {
  it('keeps session and key for the tab and the user for the browser', () => {
    const [tab, browser] = [emptyStore(), emptyStore()];
    const memory = new BrowserMemory(tab, browser);
    memory.sessionId = 'a-session';
    memory.apiKey = 'a-key';
    const { userId } = memory;
    const reloaded = new BrowserMemory(tab, browser);
    expect(reloaded).toMatchObject({ sessionId: 'a-session', apiKey: 'a-key', userId });
    expect(new BrowserMemory(emptyStore(), browser)).toMatchObject({ sessionId: null, userId });
  });

  it('keeps whom the session is shared with for the tab, and nothing that is no group', () => {
    const [tab, browser] = [emptyStore(), emptyStore()];
    const group = { id: 'a-group', name: 'Support' };
    new BrowserMemory(tab, browser).group = group;
    const memory = new BrowserMemory(tab, browser);
    expect(memory.group).toEqual(group);
    memory.group = null;
    expect(memory.group).toBeNull();
    tab.setItem('voxbridge.group', '{"id":3}');
    expect(memory.group).toBeNull();
  });

  it('makes user ids that the protocol accepts', () => {
    const { userId } = new BrowserMemory(emptyStore(), emptyStore());
    expect(userId).toMatch(/^web-[0-9a-f]{32}$/);
  });

  it('brings back settled lines and leaves open ones behind', () => {
    const tab = emptyStore();
    const open: Line = { ...settled, key: 'agent-2', outcome: null, latency: null };
    new BrowserMemory(tab, emptyStore()).lines = [settled, open];
    expect(new BrowserMemory(tab, emptyStore()).lines).toEqual([settled]);
  });

  it('starts empty when the stored lines are not its own', () => {
    const tab = emptyStore();
    tab.setItem('voxbridge.lines', '[{"speaker":"nobody"}]');
    expect(new BrowserMemory(tab, emptyStore()).lines).toEqual([]);
    tab.setItem('voxbridge.lines', 'not json');
    expect(new BrowserMemory(tab, emptyStore()).lines).toEqual([]);
  });

  it('forgets the session when told to', () => {
    const memory = new BrowserMemory(emptyStore(), emptyStore());
    memory.sessionId = 'a-session';
    memory.sessionId = null;
    expect(memory.sessionId).toBeNull();
  });
});

describe('inviteIn', () => {
  it('finds the invite in the address, and nothing where there is none', () => {
    expect(inviteIn('#invite=abc.d-f_1')).toBe('abc.d-f_1');
    expect(inviteIn('')).toBeNull();
    expect(inviteIn('#elsewhere')).toBeNull();
  });
});
