import type { Payer } from './payer';
import type { ProviderKind } from './provider';

/** What a provider is asked for. `notice` is the server's own sentence about a limit, `request` what REST asks without a conversation. */
export const usePurposes = [
  'hearing',
  'answer',
  'speech',
  'notice',
  'title',
  'summary',
  'memory',
  'consultation',
  'request',
  'trial',
] as const;
export type UsePurpose = (typeof usePurposes)[number];

export type Billing = Payer & { readonly purpose: UsePurpose; readonly turnId?: string };

/** What a request took, each in what its kind of provider is paid by; absent: not by that. */
export type UseAmounts = {
  readonly promptTokens?: number;
  readonly completionTokens?: number;
  /** Audio that was heard. */
  readonly audioMs?: number;
  /** Text that was spoken. */
  readonly characters?: number;
};

/** A whole request. */
export type UseTotals = UseAmounts & {
  /** The model that was asked, where that is known. */
  readonly model?: string;
  /** What the provider itself says that it costs, in US dollars. */
  readonly costUsd?: number;
  /** Some of it was counted here, because the provider did not say. */
  readonly isEstimated: boolean;
};

export type MeteredProvider = {
  readonly kind: ProviderKind;
  /** `ProviderInfo.name`. */
  readonly name: string;
  /** It costs nothing. */
  readonly isEmbedded: boolean;
};

/** One request to a provider, while it lasts. */
export type OpenUse = {
  /** What it has taken so far, roughly: for limits that are reached in its midst. */
  readonly progress: (amounts: UseAmounts) => void;
  /** It is over; undefined: it took nothing. The first call counts. */
  readonly end: (totals: UseTotals | undefined) => void;
};

/** Is told of each request to a provider, also of those whose answers are thrown away. */
export abstract class UsageMeter {
  /** A request is about to be made. Must return at once. */
  abstract begin(provider: MeteredProvider, billing: Billing): OpenUse;
}

/** Of whom nothing is known, and who is asked to see whether they answer. */
export const UNKNOWN_BILLING: Billing = { purpose: 'request' };
export const TRIAL_BILLING: Billing = { purpose: 'trial' };
