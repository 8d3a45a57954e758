import { usePageSay } from '../i18n/speech-context';
import { Field } from '../ui/field';
import type { FieldSpec, FormFieldProps } from './form-spec';
import { NumberInput } from './number-input';
import { SecretField } from './secret-field';
import { SeveralField } from './several-field';

const LONG_TEXT = 5000;

/** The control of one setting. */
export function FormField(props: FormFieldProps) {
  const { spec, value, problem, suggestions = [], onChange } = props;
  const say = usePageSay();
  if (spec.kind === 'check') return <CheckField {...props} />;
  if (spec.kind === 'several') return <SeveralField {...props} />;
  if (spec.kind === 'secret') return <SecretField {...props} />;
  const text = typeof value === 'string' ? value : '';
  const listId = `${spec.name}-suggestions`;
  return (
    <Field
      label={say(spec.label)}
      problem={problem}
      {...(spec.hint !== undefined && { hint: say(spec.hint, spec.hintValues) })}
    >
      {(attributes) => {
        const common = {
          ...attributes,
          name: spec.name,
          value: text,
          'data-testid': `field-${spec.name}`,
        };
        switch (spec.kind) {
          case 'area':
          case 'lines':
          case 'json':
            return (
              <textarea
                {...common}
                className={spec.kind === 'json' ? 'code' : ''}
                spellCheck={spec.kind === 'area'}
                rows={rowsOf(spec)}
                {...(spec.kind === 'area' && { maxLength: spec.maxLength })}
                onChange={({ target }) => onChange(target.value)}
              />
            );
          case 'choice':
            return (
              <select {...common} onChange={({ target }) => onChange(target.value)}>
                {spec.none !== undefined && <option value="">{say(spec.none)}</option>}
                {spec.choices.map((choice) => (
                  <option key={choice.value} value={choice.value}>
                    {choice.label === undefined ? (choice.name ?? choice.value) : say(choice.label)}
                  </option>
                ))}
              </select>
            );
          case 'number':
            return (
              <NumberInput
                {...common}
                min={spec.min}
                max={spec.max}
                step={spec.step}
                onChange={onChange}
              />
            );
          case 'text':
            return (
              <>
                <input
                  {...common}
                  type="text"
                  autoComplete="off"
                  maxLength={spec.maxLength}
                  {...(suggestions.length > 0 && { list: listId })}
                  onChange={({ target }) => onChange(target.value)}
                />
                {suggestions.length > 0 && (
                  <datalist id={listId}>
                    {suggestions.map((suggestion) => (
                      <option key={suggestion} value={suggestion} />
                    ))}
                  </datalist>
                )}
              </>
            );
          case 'list':
            return null;
        }
      }}
    </Field>
  );
}

/** Long texts get the room for one. */
function rowsOf(spec: FieldSpec): number {
  if (spec.kind === 'json') return 5;
  return spec.kind === 'area' && spec.maxLength > LONG_TEXT ? 7 : 3;
}

function CheckField({ spec, value, onChange }: FormFieldProps) {
  const say = usePageSay();
  return (
    <label className="check">
      <input
        type="checkbox"
        name={spec.name}
        data-testid={`field-${spec.name}`}
        checked={value === true}
        onChange={({ target }) => onChange(target.checked)}
      />
      <span>
        {say(spec.label)}
        {spec.hint !== undefined && <small>{say(spec.hint, spec.hintValues)}</small>}
      </span>
    </label>
  );
}
