import { usePageSay } from '../i18n/speech-context';
import { ChipChoice } from '../ui/chip-choice';
import type { FormFieldProps } from './form-spec';

/** Any of several that a setting may have. */
export function SeveralField({ spec, value, problem, onChange }: FormFieldProps) {
  const say = usePageSay();
  if (spec.kind !== 'several') return null;
  return (
    <ChipChoice
      legend={say(spec.label)}
      {...(spec.hint !== undefined && { hint: say(spec.hint, spec.hintValues) })}
      problem={problem}
      options={spec.choices.map(({ value: one, label }) => ({
        value: one,
        label: label === undefined ? one : say(label),
        testId: `field-${spec.name}-${one}`,
      }))}
      value={value}
      onChange={onChange}
    />
  );
}
