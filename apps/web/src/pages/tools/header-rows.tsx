import { usePageSay } from '../../i18n/speech-context';
import type { Header } from './headers';

type HeaderRowsProps = {
  readonly rows: readonly Header[];
  /** Their values are not shown while they are typed. */
  readonly isSecret?: boolean;
  readonly onChange: (rows: readonly Header[]) => void;
};

/** Names and values of headers, a row each. */
export function HeaderRows({ rows, isSecret = false, onChange }: HeaderRowsProps) {
  const say = usePageSay();
  const of = isSecret ? 'header' : 'plain_header';
  return (
    <ol>
      {rows.map((header, index) => (
        <li key={index} className="step">
          <input
            type="text"
            autoComplete="off"
            aria-label={say(`tools.${of}_name`, { place: index + 1 })}
            placeholder={isSecret ? 'Authorization' : 'Accept'}
            value={header.name}
            onChange={({ target }) => onChange(rows.with(index, { ...header, name: target.value }))}
          />
          <input
            type={isSecret ? 'password' : 'text'}
            autoComplete={isSecret ? 'new-password' : 'off'}
            aria-label={say(`tools.${of}_value`, { place: index + 1 })}
            placeholder={isSecret ? 'Bearer …' : 'application/json'}
            value={header.value}
            onChange={({ target }) =>
              onChange(rows.with(index, { ...header, value: target.value }))
            }
          />
          <button
            type="button"
            className="menu-button"
            aria-label={say(`tools.${of}_remove`, { place: index + 1 })}
            onClick={() => onChange(rows.toSpliced(index, 1))}
          >
            ×
          </button>
        </li>
      ))}
    </ol>
  );
}
