import { useState } from 'react';

import type { FormFieldProps } from '../../forms/form-spec';
import { usePageSay } from '../../i18n/speech-context';
import { HeaderRows } from './header-rows';
import { type Header, toHeaders } from './headers';

/** Headers that are sent with each request, and are no secrets. */
export function HeadersField({ spec, value, problem, onChange }: FormFieldProps) {
  const say = usePageSay();
  const [rows, setRows] = useState(() => headersIn(typeof value === 'string' ? value : ''));
  const change = (next: readonly Header[]) => {
    setRows(next);
    onChange(JSON.stringify(toHeaders(next), null, 2));
  };
  return (
    <fieldset className="steps steps-first">
      <legend>{say(spec.label)}</legend>
      {spec.hint !== undefined && <p className="field-hint">{say(spec.hint)}</p>}
      {problem !== undefined && (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      )}
      <HeaderRows rows={rows} onChange={change} />
      <button
        type="button"
        className="quiet"
        data-testid="add-plain-header"
        onClick={() => setRows([...rows, { name: '', value: '' }])}
      >
        {say('tools.header_add')}
      </button>
    </fieldset>
  );
}

/** An object of texts, as the form keeps it. */
function headersIn(text: string): readonly Header[] {
  const headers = JSON.parse(text === '' ? '{}' : text) as Readonly<Record<string, string>>;
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}
