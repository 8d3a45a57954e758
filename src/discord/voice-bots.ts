import type { VoiceBot } from './voice-channels';

/** Who has to know which bots are logged in. Neither may throw; `stopped` is awaited before the bot is logged out. */
export type VoiceBotWatcher = {
  /** Logged in with its guilds known, or again after a new login (then with a new client). */
  started(bot: VoiceBot): void;
  /** About to log out, or lost for good: its client takes no more calls after this. */
  stopped(bot: VoiceBot): Promise<void>;
};

/** The bots of this process, as conversations in voice channels see them. */
export class VoiceBots {
  readonly #watchers = new Set<VoiceBotWatcher>();
  readonly #ready = new Set<VoiceBot>();

  /** Tells of all bots from now on, beginning with those that are logged in. @returns ends it. */
  watch(watcher: VoiceBotWatcher): () => void {
    this.#watchers.add(watcher);
    for (const bot of this.#ready) watcher.started(bot);
    return () => void this.#watchers.delete(watcher);
  }

  /** Those that are logged in. */
  list(): readonly VoiceBot[] {
    return [...this.#ready];
  }

  add(bot: VoiceBot): void {
    this.#ready.add(bot);
    for (const watcher of this.#watchers) watcher.started(bot);
  }

  async remove(bot: VoiceBot): Promise<void> {
    if (!this.#ready.delete(bot)) return;
    await Promise.all([...this.#watchers].map((watcher) => watcher.stopped(bot)));
  }
}
