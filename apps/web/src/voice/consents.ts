import type { ConsentKind, ServerEvent } from '@vox/protocol';

/** What whoever sits at the page was asked for and allows. */
export type ConsentsView = {
  readonly asked: readonly ConsentKind[];
  /** Those of them without which nothing is heard. */
  readonly required: readonly ConsentKind[];
  readonly allowed: readonly ConsentKind[];
};

export const noConsents: ConsentsView = { asked: [], required: [], allowed: [] };

type ConsentEvent = Extract<ServerEvent, { event: 'consent_required' | 'consent_changed' }>;

export function reduceConsents(
  consents: ConsentsView,
  { event, data }: ConsentEvent,
): ConsentsView {
  if (event === 'consent_required') {
    return { ...consents, asked: data.kinds, required: data.required };
  }
  const { kind, given } = data;
  const others = consents.allowed.filter((one) => one !== kind);
  return {
    ...consents,
    asked: consents.asked.filter((one) => one !== kind),
    allowed: given ? [...others, kind] : others,
  };
}
