import type { Line, SharedWith } from './conversation';
import { storedLines } from './stored-lines';

const SESSION_KEY = 'voxbridge.session_id';
const API_KEY_KEY = 'voxbridge.api_key';
const LINES_KEY = 'voxbridge.lines';
const USER_KEY = 'voxbridge.user_id';
const SESSION_USER_KEY = 'voxbridge.session_user_id';
const AGENT_KEY = 'voxbridge.agent_id';
const GROUP_KEY = 'voxbridge.group';
const PUSH_TO_TALK_KEY = 'voxbridge.push_to_talk';
const GAIN_KEY = 'voxbridge.microphone_gain';

/** What is used of the browser's `Storage`. */
export type KeyValueStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** What the page remembers across a reload: the tab's session, lines and API key; the browser's user id. */
export class BrowserMemory {
  constructor(
    private readonly tab: KeyValueStore,
    private readonly browser: KeyValueStore,
    /** Of the address the page was opened with: takes part in somebody's session instead of one of its own. */
    readonly invite: string | null = null,
  ) {}

  get sessionId(): string | null {
    return this.tab.getItem(SESSION_KEY);
  }

  set sessionId(sessionId: string | null) {
    store(this.tab, SESSION_KEY, sessionId);
  }

  /** Whose the session is that was taken up from the list; null: this browser's own. */
  get sessionUserId(): string | null {
    return this.tab.getItem(SESSION_USER_KEY);
  }

  set sessionUserId(userId: string | null) {
    store(this.tab, SESSION_USER_KEY, userId);
  }

  /** Whom the next conversation is with; null: the default agent. */
  get agentId(): string | null {
    return this.tab.getItem(AGENT_KEY);
  }

  set agentId(agentId: string | null) {
    store(this.tab, AGENT_KEY, agentId);
  }

  /** Whom the session is shared with, where it was begun for a group at this tab. */
  get group(): SharedWith | null {
    const { id, name } = (parseJson(this.tab.getItem(GROUP_KEY)) ?? {}) as Partial<SharedWith>;
    return typeof id === 'string' && typeof name === 'string' ? { id, name } : null;
  }

  set group(group: SharedWith | null) {
    store(this.tab, GROUP_KEY, group === null ? null : JSON.stringify(group));
  }

  get apiKey(): string | null {
    return this.tab.getItem(API_KEY_KEY);
  }

  set apiKey(apiKey: string | null) {
    store(this.tab, API_KEY_KEY, apiKey);
  }

  /** Stable for this browser, so that an operator can tell callers apart; holds nothing about the person. */
  get userId(): string {
    const known = this.browser.getItem(USER_KEY);
    if (known !== null) return known;
    const userId = `web-${randomId()}`;
    store(this.browser, USER_KEY, userId);
    return userId;
  }

  /** The person is heard only while they hold something down. */
  get isPushToTalk(): boolean {
    return this.browser.getItem(PUSH_TO_TALK_KEY) !== null;
  }

  set isPushToTalk(isOn: boolean) {
    store(this.browser, PUSH_TO_TALK_KEY, isOn ? 'on' : null);
  }

  /** What the microphone's sound is multiplied with; 1 until it was calibrated. */
  get microphoneGain(): number {
    const gain = Number(this.browser.getItem(GAIN_KEY) ?? 1);
    return gain > 0 && Number.isFinite(gain) ? gain : 1;
  }

  set microphoneGain(gain: number) {
    store(this.browser, GAIN_KEY, gain === 1 ? null : String(gain));
  }

  /** Settled lines only: one that was open when the page went away never ends. */
  get lines(): readonly Line[] {
    return storedLines(parseJson(this.tab.getItem(LINES_KEY))) ?? [];
  }

  set lines(lines: readonly Line[]) {
    const settled = lines.filter((line) =>
      line.speaker === 'user' ? line.isFinal : line.outcome !== null,
    );
    store(this.tab, LINES_KEY, settled.length === 0 ? null : JSON.stringify(settled));
  }
}

/** The browser's storage, or one that lasts as long as the page where the browser refuses its own. */
export function openStorage(open: () => Storage): KeyValueStore {
  try {
    return open();
  } catch {
    // Blocked by the person's settings: the page works, and forgets at the next reload.
    return pageStorage();
  }
}

/** Lasts as long as the page. */
export function pageStorage(): KeyValueStore {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

/** The invite in an address such as `/#invite=...`; null where there is none. */
export function inviteIn(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/u, '')).get('invite');
}

/** 128 random bits. `crypto.randomUUID` does not exist on pages served over plain http. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function store(storage: KeyValueStore, key: string, value: string | null): void {
  try {
    if (value === null) storage.removeItem(key);
    else storage.setItem(key, value);
  } catch {
    // Full storage costs only what a reload would have brought back.
  }
}

function parseJson(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    // Written by something else: as good as nothing.
    return null;
  }
}
