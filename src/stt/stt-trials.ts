import { asProviderError } from '@vox/outbound';
import {
  type Clock,
  ProviderError,
  type ProviderErrorCategory,
  TRIAL_BILLING,
  untilAborted,
  type UsageMeter,
} from '@vox/voice-core';

import { meteredTranscript } from './metered-transcript';
import type { SttProvider } from './stt-providers';
import type { SttProviderRow } from './stt-provider-row';
import type { SttRoster } from './stt-roster';
import { TRIAL_WORDS, trialUtterance } from './trial-recording';

/** What a server heard when it was tried out. No secrets. */
export type SttTrial = {
  readonly latencyMs: number;
  /** What was said. */
  readonly said: string;
} & (
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly category: ProviderErrorCategory; readonly message: string }
);

/** Whoever set a server up waits for it, and no longer: a model that is loaded first takes its time. */
const TRIAL_MS = 60_000;
const LIST_MS = 10_000;
const SHOWN_CHARACTERS = 300;

/** Lets an engine hear something to see whether it does. What comes of it counts neither for nor against it. */
export class SttTrials {
  constructor(
    private readonly roster: SttRoster,
    private readonly clock: Clock,
    private readonly meter?: UsageMeter,
  ) {}

  /** A short recording, heard by one that the environment configures (by its name), or by a row, switched off or not. Never rejects. */
  async try(which: string | SttProviderRow): Promise<SttTrial> {
    const { clock } = this;
    const provider = this.#provider(which);
    const startedAtMs = clock.nowMs();
    const latencyMs = () => Math.round(clock.nowMs() - startedAtMs);
    const said = TRIAL_WORDS;
    try {
      const text = await this.#heard(provider);
      return { ok: true, latencyMs: latencyMs(), said, text: text.slice(0, SHOWN_CHARACTERS) };
    } catch (error) {
      const { category, message } = asProviderError(error, provider);
      return { ok: false, latencyMs: latencyMs(), said, category, message };
    }
  }

  /**
   * Undefined where servers of its kind list none.
   * @throws ProviderError, fit to be shown.
   */
  async models(which: string | SttProviderRow): Promise<readonly string[] | undefined> {
    return this.#provider(which).adapter.models?.(AbortSignal.timeout(LIST_MS));
  }

  async #heard(provider: SttProvider): Promise<string> {
    const { clock } = this;
    const trial = new AbortController();
    const late = clock.nowMs() + TRIAL_MS;
    void clock.sleepUntil(late, trial.signal).then(() => trial.abort('superseded'));
    const { signal } = trial;
    try {
      const parts = meteredTranscript(
        provider.adapter,
        trialUtterance(),
        { billing: TRIAL_BILLING, signal },
        this.meter,
      );
      for await (const part of untilAborted(parts, signal)) {
        if (part.type === 'transcript-final') return part.text;
      }
    } finally {
      trial.abort('superseded');
    }
    const { name } = provider.adapter.info;
    throw clock.nowMs() < late
      ? failure(name, 'protocol', 'ended without a final')
      : failure(name, 'timeout', 'gave no final within its time limit');
  }

  #provider(which: string | SttProviderRow): SttProvider {
    if (typeof which !== 'string') return this.roster.ofRow(which);
    const provider = this.roster.find(which);
    if (provider !== undefined) return provider;
    throw failure(which, 'invalid-request', 'is not configured');
  }
}

function failure(provider: string, category: ProviderErrorCategory, what: string): ProviderError {
  return new ProviderError(`${provider} ${what}`, { kind: 'stt', provider, category });
}
