import { useState } from 'react';

import { FormSection } from '../../forms/form-section';
import { SaveBar } from '../../forms/save-bar';
import { useDraft } from '../../forms/use-draft';
import { usePageSay } from '../../i18n/speech-context';
import {
  type SecretHeader,
  SecretHeaders,
  secretHeadersField,
  toSecretHeaders,
} from './secret-headers';
import { modelFields, requestFields, toolFields } from './tool-fields';

type Row = Readonly<Record<string, unknown>>;

type ToolFormProps = {
  readonly row: Row;
  /** Names of the secret headers that it has. */
  readonly kept: readonly string[];
  readonly isSaved: boolean;
  readonly onSave: (body: Row) => Promise<void>;
};

/** What the model is told of a tool, and what is asked of the server behind it. */
export function ToolForm({ row, kept, isSaved, onSave }: ToolFormProps) {
  const say = usePageSay();
  const [secret, setSecret] = useState<readonly SecretHeader[] | null>(null);
  const form = useDraft([...toolFields, secretHeadersField], row, async (body) => {
    await onSave(secret === null ? body : { ...body, secret_headers: toSecretHeaders(secret) });
    setSecret(null);
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
      <FormSection title={say('tools.for_model')} specs={modelFields} form={form} row={row} />
      <FormSection title={say('tools.request')} specs={requestFields} form={form} row={row}>
        <SecretHeaders
          kept={kept}
          headers={secret}
          problem={form.problems['secret_headers']}
          onChange={setSecret}
        />
      </FormSection>
      <SaveBar form={form} isSaved={isSaved} />
    </form>
  );
}
