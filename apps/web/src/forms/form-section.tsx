import { type ReactNode, useId, useState } from 'react';

import { usePageSay } from '../i18n/speech-context';
import { FormField } from './form-field';
import type { FieldSpec, FormFieldProps } from './form-spec';
import type { FormState } from './use-draft';

type FormSectionProps = {
  readonly title: string;
  /** What it is called in an address that leads to it. */
  readonly anchor?: string;
  readonly specs: readonly FieldSpec[];
  readonly form: FormState;
  readonly row: Readonly<Record<string, unknown>>;
  readonly suggestions?: Readonly<Record<string, readonly string[]>>;
  /** What shows a field instead of `FormField`, by the names of the fields. */
  readonly controls?: Readonly<Record<string, (props: FormFieldProps) => ReactNode>>;
  /** After the fields. */
  readonly children?: ReactNode;
};

/** Settings that belong together, under a heading; those that few people set are folded away. */
export function FormSection(props: FormSectionProps) {
  const { title, anchor, specs, children } = props;
  const ownId = useId();
  const id = anchor ?? ownId;
  const rare = specs.filter(isRare);
  return (
    <section className="card" aria-labelledby={id}>
      <h2 id={id} {...(anchor !== undefined && { tabIndex: -1 })}>
        {title}
      </h2>
      <Fields {...props} specs={specs.filter((spec) => !isRare(spec))} />
      {rare.length > 0 && <RareFields {...props} specs={rare} />}
      {children}
    </section>
  );
}

/** Unfolded from the start where one of them is set, and as soon as the server has something against one. */
function RareFields(props: FormSectionProps) {
  const say = usePageSay();
  const { specs, form, row } = props;
  const [isOpen, setIsOpen] = useState(() =>
    specs.some((spec) => spec.foldedAt !== form.draft[spec.name] || hasSecret(spec, row)),
  );
  const isWrong = specs.some(({ name }) => form.problems[name] !== undefined);
  return (
    <details
      className="more"
      open={isOpen || isWrong}
      onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}
    >
      <summary data-testid="more">{say('form.more')}</summary>
      <Fields {...props} />
    </details>
  );
}

function Fields({ specs, form, row, suggestions = {}, controls = {} }: FormSectionProps) {
  return (
    <div className="fields">
      {specs.map((spec) => {
        const props: FormFieldProps = {
          spec,
          value: form.draft[spec.name] ?? null,
          problem: form.problems[spec.name],
          hasSecret: hasSecret(spec, row),
          suggestions: suggestions[spec.name] ?? [],
          onChange: (value) => form.change(spec.name, value),
        };
        return (
          <div key={spec.name} className={isWide(spec) ? 'fields-wide' : ''}>
            {controls[spec.name]?.(props) ?? <FormField {...props} />}
          </div>
        );
      })}
    </div>
  );
}

function isRare({ foldedAt }: FieldSpec): boolean {
  return foldedAt !== undefined;
}

function hasSecret(spec: FieldSpec, row: FormSectionProps['row']): boolean {
  return spec.kind === 'secret' && row[spec.has] === true;
}

function isWide({ kind, isWide: isSaid }: FieldSpec): boolean {
  return isSaid === true || ['area', 'json', 'check', 'lines', 'several'].includes(kind);
}
