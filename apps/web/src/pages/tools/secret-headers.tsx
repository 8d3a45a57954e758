import type { FieldSpec } from '../../forms/form-spec';
import { usePageSay } from '../../i18n/speech-context';

export type SecretHeader = { readonly name: string; readonly value: string };

type SecretHeadersProps = {
  /** Names of those that the tool has. */
  readonly kept: readonly string[];
  /** What takes their place, all at once; null: they stay. */
  readonly headers: readonly SecretHeader[] | null;
  readonly problem: string | undefined;
  readonly onChange: (headers: readonly SecretHeader[] | null) => void;
};

/** Headers that are written and never shown again. Writing one replaces them all, so that is said. */
export function SecretHeaders({ kept, headers, problem, onChange }: SecretHeadersProps) {
  const say = usePageSay();
  const rows = headers ?? [];
  const replace = (index: number, header: SecretHeader) =>
    onChange(rows.map((one, at) => (at === index ? header : one)));
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
      <ol>
        {rows.map((header, index) => (
          <li key={index} className="step">
            <input
              type="text"
              autoComplete="off"
              aria-label={say('tools.header_name', { place: index + 1 })}
              placeholder="Authorization"
              value={header.name}
              onChange={({ target }) => replace(index, { ...header, name: target.value })}
            />
            <input
              type="password"
              autoComplete="new-password"
              aria-label={say('tools.header_value', { place: index + 1 })}
              placeholder="Bearer …"
              value={header.value}
              onChange={({ target }) => replace(index, { ...header, value: target.value })}
            />
            <button
              type="button"
              className="menu-button"
              aria-label={say('tools.header_remove', { place: index + 1 })}
              onClick={() => onChange(rows.filter((_, at) => at !== index))}
            >
              ×
            </button>
          </li>
        ))}
      </ol>
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

/** As the route takes them: null takes all away. */
export function toSecretHeaders(headers: readonly SecretHeader[]): Record<string, string> | null {
  const filled = headers.filter(({ name }) => name.trim() !== '');
  if (filled.length === 0) return null;
  return Object.fromEntries(filled.map(({ name, value }) => [name.trim(), value]));
}

/** So that a refusal of them is shown at their place; they are sent by the form itself. */
export const secretHeadersField: FieldSpec = {
  name: 'secret_headers',
  label: 'tools.secret_headers',
  kind: 'list',
};
