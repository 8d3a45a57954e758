type ChipChoiceProps = {
  readonly legend: string;
  readonly hint?: string;
  /** What is wrong with what is chosen; absent: nothing. */
  readonly problem: string | undefined;
  readonly options: readonly {
    readonly value: string;
    readonly label: string;
    readonly testId: string;
  }[];
  /** What a form has there: a list of values, or nothing yet. */
  readonly value: unknown;
  readonly onChange: (chosen: readonly string[]) => void;
};

/** Any of several: a box to check for each. */
export function ChipChoice(props: ChipChoiceProps) {
  const { legend, hint, problem, options, value, onChange } = props;
  const chosen = (Array.isArray(value) ? value : []) as readonly string[];
  return (
    <fieldset className="steps">
      <legend>{legend}</legend>
      {hint !== undefined && <small className="field-hint">{hint}</small>}
      {problem !== undefined && (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="page-actions">
        {options.map(({ value: one, label, testId }) => (
          <label key={one} className="chip">
            <input
              type="checkbox"
              data-testid={testId}
              checked={chosen.includes(one)}
              onChange={({ target }) =>
                onChange(
                  target.checked ? [...chosen, one] : chosen.filter((other) => other !== one),
                )
              }
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
