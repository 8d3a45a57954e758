import { useState } from 'react';

import { FormSection } from '../../forms/form-section';
import type { Draft, DraftValue, FieldSpec } from '../../forms/form-spec';
import { SaveBar } from '../../forms/save-bar';
import { useDraft } from '../../forms/use-draft';
import { usePageSay } from '../../i18n/speech-context';
import { AddressField } from './address-field';
import { HeadersField } from './headers-field';
import { type Header, replacementOf } from './headers';
import { ParametersField } from './parameters-field';
import { SecretHeaders, secretHeadersField } from './secret-headers';

type Row = Readonly<Record<string, unknown>>;

type RequestFormProps = {
  /** What a model is told; nothing where a server says so itself. */
  readonly modelSpecs?: readonly FieldSpec[];
  readonly requestSpecs: readonly FieldSpec[];
  readonly row: Row;
  /** Names of the secret headers that it has. */
  readonly kept: readonly string[];
  readonly isSaved: boolean;
  readonly onSave: (body: Row) => Promise<void>;
  /** What a change fills in in other fields; nothing when absent. */
  readonly filledBy?: (name: string, value: DraftValue) => Draft;
};

/** What is asked of a server behind tools, and with which secrets; before that, what a model is told of it. */
export function RequestForm({
  modelSpecs = [],
  requestSpecs,
  row,
  kept,
  isSaved,
  onSave,
  filledBy,
}: RequestFormProps) {
  const say = usePageSay();
  const [secret, setSecret] = useState<readonly Header[] | null>(null);
  const specs = [...modelSpecs, ...requestSpecs, secretHeadersField];
  const replacement = replacementOf(secret, kept);
  const send = async (body: Row) => {
    await onSave(replacement === undefined ? body : { ...body, secret_headers: replacement });
    setSecret(null);
  };
  const form = useDraft(specs, row, send, filledBy, replacement !== undefined);
  return (
    <form
      className="form"
      noValidate
      onSubmit={(submitted) => {
        submitted.preventDefault();
        if (!form.isBusy) void form.submit();
      }}
    >
      {modelSpecs.length > 0 && (
        <FormSection
          title={say('tools.for_model')}
          specs={modelSpecs}
          controls={{ parameters: (props) => <ParametersField {...props} /> }}
          form={form}
          row={row}
        />
      )}
      <FormSection
        title={say('tools.request')}
        specs={requestSpecs}
        controls={{
          url: (props) => <AddressField {...props} form={form} />,
          headers: (props) => <HeadersField {...props} />,
        }}
        form={form}
        row={row}
      >
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
