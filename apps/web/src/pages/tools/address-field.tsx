import { FormField } from '../../forms/form-field';
import type { FormFieldProps } from '../../forms/form-spec';
import type { FormState } from '../../forms/use-draft';
import { usePageSay } from '../../i18n/speech-context';
import { missingFrom, newParameter, parametersIn, toText } from './parameters';

type AddressFieldProps = FormFieldProps & { readonly form: FormState };

/** Whom a tool asks. What stands in braces and no model is asked for yet can be asked for here. */
export function AddressField({ form, ...props }: AddressFieldProps) {
  const say = usePageSay();
  const parameters = form.draft['parameters'];
  const rows = typeof parameters === 'string' ? parametersIn(parameters) : null;
  const missing =
    rows === null || typeof props.value !== 'string' ? [] : missingFrom(rows, props.value);
  return (
    <>
      <FormField {...props} />
      {rows !== null && missing.length > 0 && (
        <button
          type="button"
          className="quiet"
          data-testid="add-missing"
          onClick={() => form.change('parameters', toText([...rows, ...missing.map(newParameter)]))}
        >
          {say('tools.parameter_add_missing', { names: missing.join(', ') })}
        </button>
      )}
    </>
  );
}
