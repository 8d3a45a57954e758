import { usePageSay } from '../i18n/speech-context';
import { Field } from '../ui/field';
import type { FormFieldProps } from './form-spec';

/** What is written and never shown again: kept while nothing is typed, and taken away when that is said. */
export function SecretField({ spec, value, problem, hasSecret, onChange }: FormFieldProps) {
  const say = usePageSay();
  const isTakenAway = value === null;
  return (
    <div className="secret">
      <Field
        label={say(spec.label)}
        problem={problem}
        {...(spec.hint !== undefined && { hint: say(spec.hint) })}
      >
        {(attributes) => (
          <input
            {...attributes}
            type="password"
            autoComplete="new-password"
            name={spec.name}
            data-testid={`field-${spec.name}`}
            disabled={isTakenAway}
            placeholder={hasSecret && !isTakenAway ? say('form.kept') : ''}
            value={typeof value === 'string' ? value : ''}
            onChange={({ target }) => onChange(target.value)}
          />
        )}
      </Field>
      {hasSecret && (
        <label className="check">
          <input
            type="checkbox"
            checked={isTakenAway}
            onChange={({ target }) => onChange(target.checked ? null : '')}
          />
          <span>{say('form.take_away')}</span>
        </label>
      )}
    </div>
  );
}
