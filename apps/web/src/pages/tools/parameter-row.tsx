import { usePageSay } from '../../i18n/speech-context';
import { type Parameter, PARAMETER_TYPES, type ParameterType } from './parameters';

type ParameterRowProps = {
  readonly row: Parameter;
  readonly place: number;
  readonly onChange: (row: Parameter) => void;
  readonly onRemove: () => void;
};

/** One thing that a model is to give: its name, what it may be, and what the model is told of it. */
export function ParameterRow({ row, place, onChange, onRemove }: ParameterRowProps) {
  const say = usePageSay();
  return (
    <li className="step">
      <input
        type="text"
        autoComplete="off"
        spellCheck={false}
        maxLength={64}
        aria-label={say('tools.parameter_name', { place })}
        placeholder="city"
        value={row.name}
        onChange={({ target }) => onChange({ ...row, name: target.value })}
      />
      <select
        aria-label={say('tools.parameter_type', { place })}
        value={row.type}
        onChange={({ target }) => onChange({ ...row, type: target.value as ParameterType })}
      >
        {PARAMETER_TYPES.map((type) => (
          <option key={type} value={type}>
            {say(`tools.parameter_type.${type}`)}
          </option>
        ))}
      </select>
      <span className="step-buttons">
        <label className="chip">
          <input
            type="checkbox"
            aria-label={say('tools.parameter_required_of', { place })}
            checked={row.isRequired}
            onChange={({ target }) => onChange({ ...row, isRequired: target.checked })}
          />
          {say('tools.parameter_required')}
        </label>
        <button
          type="button"
          className="menu-button"
          aria-label={say('tools.parameter_remove', { place })}
          onClick={onRemove}
        >
          ×
        </button>
      </span>
      {row.type === 'choice' && (
        <input
          type="text"
          autoComplete="off"
          className="step-long"
          aria-label={say('tools.parameter_choices', { place })}
          placeholder={say('tools.parameter_choices_such_as')}
          value={row.choices}
          onChange={({ target }) => onChange({ ...row, choices: target.value })}
        />
      )}
      <input
        type="text"
        autoComplete="off"
        className="step-long"
        maxLength={500}
        aria-label={say('tools.parameter_description', { place })}
        placeholder={say('tools.parameter_description_such_as')}
        value={row.description}
        onChange={({ target }) => onChange({ ...row, description: target.value })}
      />
    </li>
  );
}
