import { usePageSay } from '../i18n/speech-context';
import type { FormFieldProps } from './form-spec';

/** Any of several: a box to check for each. */
export function SeveralField({ spec, value, problem, onChange }: FormFieldProps) {
  const say = usePageSay();
  if (spec.kind !== 'several') return null;
  const chosen = (Array.isArray(value) ? value : []) as readonly string[];
  return (
    <fieldset className="steps">
      <legend>{say(spec.label)}</legend>
      {spec.hint !== undefined && (
        <small className="field-hint">{say(spec.hint, spec.hintValues)}</small>
      )}
      {problem !== undefined && (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="page-actions">
        {spec.choices.map(({ value: one, label }) => (
          <label key={one} className="chip">
            <input
              type="checkbox"
              data-testid={`field-${spec.name}-${one}`}
              checked={chosen.includes(one)}
              onChange={({ target }) =>
                onChange(
                  target.checked ? [...chosen, one] : chosen.filter((other) => other !== one),
                )
              }
            />
            {label === undefined ? one : say(label)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
