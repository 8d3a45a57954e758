import { useState } from 'react';

import { FormField } from '../../forms/form-field';
import type { FormFieldProps } from '../../forms/form-spec';
import { usePageSay } from '../../i18n/speech-context';
import { ParameterRow } from './parameter-row';
import { newParameter, type Parameter, parametersIn, toText } from './parameters';

/** What a model is to give: a table, or, where that would not say all of it, the JSON schema. */
export function ParametersField(props: FormFieldProps) {
  const say = usePageSay();
  const { spec, value, problem, onChange } = props;
  const text = typeof value === 'string' ? value : '';
  const written = parametersIn(text);
  const [isTable, setIsTable] = useState(written !== null);
  // The text leaves out rows that have no name yet.
  const [typed, setTyped] = useState<readonly Parameter[]>([]);
  const rows = toText(typed) === text ? typed : written;
  if (!isTable || rows === null) {
    return (
      <>
        <FormField {...props} />
        {rows !== null && (
          <button type="button" className="quiet" onClick={() => setIsTable(true)}>
            {say('tools.parameters_as_table')}
          </button>
        )}
      </>
    );
  }
  const change = (next: readonly Parameter[]) => {
    setTyped(next);
    onChange(toText(next));
  };
  return (
    <fieldset className="steps steps-first">
      <legend>{say(spec.label)}</legend>
      <p className="field-hint">{say('tools.parameters_table_hint')}</p>
      {problem !== undefined && (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      )}
      <ol>
        {rows.map((row, index) => (
          <ParameterRow
            key={index}
            row={row}
            place={index + 1}
            onChange={(next) => change(rows.with(index, next))}
            onRemove={() => change(rows.toSpliced(index, 1))}
          />
        ))}
      </ol>
      <div className="page-actions">
        <button
          type="button"
          className="quiet"
          data-testid="add-parameter"
          onClick={() => change([...rows, newParameter('')])}
        >
          {say('tools.parameter_add')}
        </button>
        <button type="button" className="quiet" onClick={() => setIsTable(false)}>
          {say('tools.parameters_as_json')}
        </button>
      </div>
    </fieldset>
  );
}
