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
} from '../tools/secret-headers';
import { mcpServerFields } from './mcp-fields';

type Row = Readonly<Record<string, unknown>>;

type McpServerFormProps = {
  readonly row: Row;
  /** Names of the secret headers that it has. */
  readonly kept: readonly string[];
  readonly isSaved: boolean;
  readonly onSave: (body: Row) => Promise<void>;
};

/** Where a server of tools is, and what it is asked with. */
export function McpServerForm({ row, kept, isSaved, onSave }: McpServerFormProps) {
  const say = usePageSay();
  const [secret, setSecret] = useState<readonly SecretHeader[] | null>(null);
  const form = useDraft([...mcpServerFields, secretHeadersField], row, async (body) => {
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
      <FormSection title={say('tools.request')} specs={mcpServerFields} form={form} row={row}>
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
