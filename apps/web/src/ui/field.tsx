import { type ReactNode, useId } from 'react';

type Attributes = {
  readonly id: string;
  readonly 'aria-invalid'?: true;
  readonly 'aria-describedby'?: string;
};

type FieldProps = {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with its value; null or absent: nothing. */
  readonly problem?: string | null | undefined;
  readonly children: (attributes: Attributes) => ReactNode;
};

/** A control with its name, what it means, and what is wrong with it, tied together for a screen reader. */
export function Field({ label, hint, problem = null, children }: FieldProps) {
  const id = useId();
  const described = [hint !== undefined && `${id}-hint`, problem !== null && `${id}-problem`]
    .filter((part) => part !== false)
    .join(' ');
  return (
    <div className={problem === null ? 'field' : 'field field-wrong'}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        ...(problem !== null && { 'aria-invalid': true }),
        ...(described !== '' && { 'aria-describedby': described }),
      })}
      {problem !== null && (
        <p className="field-problem" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
      {hint !== undefined && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
