import { useBlocker } from '@tanstack/react-router';
import { useState } from 'react';

import type { PageKey } from '../i18n/en/pages';
import { usePageSay } from '../i18n/speech-context';
import { afterSending, isChanged, toBody, toDraft } from './draft';
import type { Draft, DraftValue, FieldSpec } from './form-spec';
import { refusalOf } from './refusal';

type Row = Readonly<Record<string, unknown>>;

export type FormState = {
  readonly draft: Draft;
  readonly isDirty: boolean;
  /** What is wrong, by the names of the fields. */
  readonly problems: Readonly<Record<string, string>>;
  /** A refusal that names no field of the form; null: none. */
  readonly refusal: unknown;
  readonly isBusy: boolean;
  readonly change: (name: string, value: DraftValue) => void;
  readonly submit: () => Promise<void>;
};

/**
 * A form over a row: what is filled in, what of it is sent, and what the server says against it. Leaving the page with changes that
 * are not sent asks first.
 * @param send gives the body to the server; what it rejects with is shown at its field.
 * @param filledBy what a change fills in in other fields; nothing when absent.
 * @param hasMore there is something to send that `send` adds, and that is no field of the form.
 */
export function useDraft(
  specs: readonly FieldSpec[],
  row: Row,
  send: (body: Row) => Promise<unknown>,
  filledBy: (name: string, value: DraftValue) => Draft = () => ({}),
  hasMore = false,
): FormState {
  const say = usePageSay();
  const [before, setBefore] = useState(() => toDraft(specs, row));
  const [draft, setDraft] = useState(before);
  const [own, setOwn] = useState<Readonly<Record<string, PageKey>>>({});
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setIsBusy] = useState(false);
  const isDirty = hasMore || isChanged(draft, before);
  const { fields, whole } = refusalOf(error, specs);

  useBlocker({
    shouldBlockFn: () => isDirty && !isBusy && !window.confirm(say('form.leave')),
    enableBeforeUnload: isDirty,
  });

  const submit = async () => {
    const { body, problems } = toBody(specs, draft, before);
    setOwn(problems);
    setError(null);
    if (Object.keys(problems).length > 0) return;
    setIsBusy(true);
    try {
      await send(body);
      setBefore(afterSending(specs, draft, draft));
      setDraft((filled) => afterSending(specs, filled, draft));
    } catch (refused) {
      setError(refused);
    } finally {
      setIsBusy(false);
    }
  };

  const told = Object.fromEntries(Object.entries(own).map(([name, key]) => [name, say(key)]));
  return {
    draft,
    isDirty,
    problems: { ...told, ...fields },
    refusal: whole,
    isBusy,
    change: (name, value) =>
      setDraft((filled) => ({ ...filled, ...filledBy(name, value), [name]: value })),
    submit,
  };
}
