import { useState } from 'react';

import type { FieldSpec } from '../../forms/form-spec';
import { FormSection } from '../../forms/form-section';
import { SaveBar } from '../../forms/save-bar';
import { useDraft } from '../../forms/use-draft';
import { usePageSay } from '../../i18n/speech-context';

type Row = Readonly<Record<string, unknown>>;

type PersonFormProps = {
  readonly specs: readonly FieldSpec[];
  readonly row: Row;
  readonly onSave: (body: Row) => Promise<void>;
};

/** Who somebody is, and what they may do when they log in. */
export function PersonForm({ specs, row, onSave }: PersonFormProps) {
  const say = usePageSay();
  const [isSaved, setIsSaved] = useState(false);
  const form = useDraft(specs, row, async (body) => {
    await onSave(body);
    setIsSaved(true);
  });
  return (
    <form
      className="form"
      noValidate
      onSubmit={(submitted) => {
        submitted.preventDefault();
        if (!form.isBusy) void form.submit();
      }}
    >
      <FormSection title={say('people.account')} specs={specs} form={form} row={row} />
      <SaveBar form={form} isSaved={isSaved} />
    </form>
  );
}
