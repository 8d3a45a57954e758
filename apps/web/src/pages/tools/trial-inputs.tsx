import { usePageSay } from '../../i18n/speech-context';
import { Field } from '../../ui/field';
import type { TrialField, Typed } from './trial-fields';

type TrialInputsProps = {
  readonly fields: readonly TrialField[];
  readonly typed: Typed;
  /** The names of those whose text is no number. */
  readonly unreadable: readonly string[];
  readonly onChange: (typed: Typed) => void;
};

/** A field for each value that a tool is called with. */
export function TrialInputs({ fields, typed, unreadable, onChange }: TrialInputsProps) {
  return fields.map((field) => (
    <TrialInput
      key={field.name}
      field={field}
      value={typed[field.name] ?? field.initial}
      isUnreadable={unreadable.includes(field.name)}
      onChange={(value) => onChange({ ...typed, [field.name]: value })}
    />
  ));
}

type TrialInputProps = {
  readonly field: TrialField;
  readonly value: string;
  readonly isUnreadable: boolean;
  readonly onChange: (value: string) => void;
};

function TrialInput({ field, value, isUnreadable, onChange }: TrialInputProps) {
  const say = usePageSay();
  const { name, type, choices, description, isRequired } = field;
  const asShown = (choice: string) =>
    type === 'boolean' ? say(choice === 'true' ? 'tools.yes' : 'tools.no') : choice;
  return (
    <Field
      label={name}
      problem={isUnreadable ? say('form.no_number') : null}
      {...(description !== '' && { hint: description })}
    >
      {(attributes) =>
        choices.length > 0 ? (
          <select
            {...attributes}
            data-testid={`argument-${name}`}
            value={value}
            onChange={({ target }) => onChange(target.value)}
          >
            {!isRequired && <option value="">–</option>}
            {choices.map((choice) => (
              <option key={choice} value={choice}>
                {asShown(choice)}
              </option>
            ))}
          </select>
        ) : (
          <input
            {...attributes}
            type="text"
            autoComplete="off"
            data-testid={`argument-${name}`}
            value={value}
            onChange={({ target }) => onChange(target.value)}
          />
        )
      }
    </Field>
  );
}
