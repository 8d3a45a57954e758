import { consentKindSchema, type ConsentKind } from '@vox/protocol';
import type { Speaker } from '@vox/voice-core';
import { ButtonStyle, ComponentType } from 'discord-api-types/v10';

import type { Needed } from '../consents';
import type { Catalogue } from './texts';

/** What somebody was asked for, and whether they allow it. */
export type AskedConsent = { readonly kind: ConsentKind; readonly isGiven: boolean };

/** Path of the buttons' ids, as Necord reads them. */
export const CONSENT_BUTTON = 'consent/:kind/:answer';

/** More names make a message that nobody reads. */
export const MAX_NAMED = 20;

/** A row of buttons for each kind, as Discord takes it. */
export function consentButtons(kinds: readonly ConsentKind[], { consents }: Catalogue) {
  return kinds.map((kind) => ({
    type: ComponentType.ActionRow as const,
    components: [
      button(`consent/${kind}/yes`, consents[kind].allow, ButtonStyle.Success),
      button(`consent/${kind}/no`, consents[kind].refuse, ButtonStyle.Secondary),
    ],
  }));
}

export function consentQuestion(
  agent: string,
  people: readonly Speaker[],
  { kinds, required }: Needed,
  texts: Catalogue,
): string {
  const wishes = kinds.map((kind) => {
    const needed = required.includes(kind) ? ` ${texts.consentNeeded}` : '';
    return `• ${texts.consents[kind].wish}${needed}`;
  });
  return `${mentioned(people)}\n${texts.consentQuestion({ agent, wishes: wishes.join('\n') })}`;
}

/** Their names, as Discord shows them. */
export function mentioned(people: readonly Speaker[]): string {
  return people
    .slice(0, MAX_NAMED)
    .map(({ id }) => `<@${id}>`)
    .join(' ');
}

export function consentStates(given: readonly AskedConsent[], texts: Catalogue): string {
  return given
    .map(({ kind, isGiven }) => texts.consentAnswered({ wish: texts.consents[kind].wish, isGiven }))
    .join('\n');
}

/** What a button's id says; undefined for one that is none of ours. */
export function pressed(params: {
  readonly kind?: unknown;
  readonly answer?: unknown;
}): AskedConsent | undefined {
  const kind = consentKindSchema.safeParse(params.kind);
  if (!kind.success || (params.answer !== 'yes' && params.answer !== 'no')) return undefined;
  return { kind: kind.data, isGiven: params.answer === 'yes' };
}

function button<Style extends ButtonStyle.Success | ButtonStyle.Secondary>(
  customId: string,
  label: string,
  style: Style,
) {
  return { type: ComponentType.Button as const, customId, label, style };
}

export type ConsentButtons = ReturnType<typeof consentButtons>;
