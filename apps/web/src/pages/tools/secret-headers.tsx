import type { FieldSpec } from '../../forms/form-spec';
import { usePageSay } from '../../i18n/speech-context';
import { HeaderRows } from './header-rows';
import type { Header } from './headers';

type SecretHeadersProps = {
  /** Names of those that the tool has. */
  readonly kept: readonly string[];
  /** What takes their place, all at once; null: they stay. */
  readonly headers: readonly Header[] | null;
  readonly problem: string | undefined;
  readonly onChange: (headers: readonly Header[] | null) => void;
};

/** Headers that are written and never shown again. Writing one replaces them all, so that is said. */
export function SecretHeaders({ kept, headers, problem, onChange }: SecretHeadersProps) {
  const say = usePageSay();
  const rows = headers ?? [];
  return (
    <fieldset className="steps">
      <legend>{say('tools.secret_headers')}</legend>
      <p className="field-hint">
        {headers === null && kept.length > 0
          ? say('tools.secret_headers_kept', { names: kept.join(', ') })
          : say('tools.secret_headers_hint')}
      </p>
      {problem !== undefined && (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      )}
      <HeaderRows rows={rows} isSecret onChange={onChange} />
      <div className="page-actions">
        <button
          type="button"
          className="quiet"
          data-testid="add-header"
          onClick={() => onChange([...rows, { name: '', value: '' }])}
        >
          {say(kept.length > 0 && headers === null ? 'tools.header_replace' : 'tools.header_add')}
        </button>
        {headers !== null && kept.length > 0 && (
          <button type="button" className="quiet" onClick={() => onChange(null)}>
            {say('tools.header_keep')}
          </button>
        )}
      </div>
    </fieldset>
  );
}

/** So that a refusal of them is shown at their place; they are sent by the form itself. */
export const secretHeadersField: FieldSpec = {
  name: 'secret_headers',
  label: 'tools.secret_headers',
  kind: 'list',
};
