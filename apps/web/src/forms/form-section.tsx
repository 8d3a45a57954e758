import { type ReactNode, useId } from 'react';

import { FormField } from './form-field';
import type { FieldSpec } from './form-spec';
import type { FormState } from './use-draft';

type FormSectionProps = {
  readonly title: string;
  /** What it is called in an address that leads to it. */
  readonly anchor?: string;
  readonly specs: readonly FieldSpec[];
  readonly form: FormState;
  readonly row: Readonly<Record<string, unknown>>;
  readonly suggestions?: Readonly<Record<string, readonly string[]>>;
  /** After the fields. */
  readonly children?: ReactNode;
};

/** Settings that belong together, under a heading. */
export function FormSection(props: FormSectionProps) {
  const { title, anchor, specs, form, row, suggestions = {}, children } = props;
  const ownId = useId();
  const id = anchor ?? ownId;
  return (
    <section className="card" aria-labelledby={id}>
      <h2 id={id} {...(anchor !== undefined && { tabIndex: -1 })}>
        {title}
      </h2>
      <div className="fields">
        {specs.map((spec) => (
          <div key={spec.name} className={isWide(spec) ? 'fields-wide' : ''}>
            <FormField
              spec={spec}
              value={form.draft[spec.name] ?? null}
              problem={form.problems[spec.name]}
              hasSecret={spec.kind === 'secret' && row[spec.has] === true}
              suggestions={suggestions[spec.name] ?? []}
              onChange={(value) => form.change(spec.name, value)}
            />
          </div>
        ))}
      </div>
      {children}
    </section>
  );
}

function isWide({ kind }: FieldSpec): boolean {
  return ['area', 'json', 'check', 'lines', 'several'].includes(kind);
}
