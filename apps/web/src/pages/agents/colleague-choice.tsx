import { usePageSay } from '../../i18n/speech-context';
import type { FormState } from '../../forms/use-draft';
import { useAgents } from '../common/agents';

type ColleagueChoiceProps = {
  /** The agent whose settings these are; null: a new one. */
  readonly self: string | null;
  readonly field: 'transfer_to' | 'consults';
  readonly form: FormState;
};

/** Which other agents this one may hand the conversation over to, or ask. */
export function ColleagueChoice({ self, field, form }: ColleagueChoiceProps) {
  const say = usePageSay();
  const { data: agents = [] } = useAgents();
  const others = agents.filter(({ id }) => id !== self);
  const value = form.draft[field];
  const chosen = (Array.isArray(value) ? value : []) as readonly string[];
  const problem = form.problems[field];
  if (others.length === 0) return null;
  return (
    <fieldset className="steps">
      <legend>{say(`agents.${field}`)}</legend>
      {problem !== undefined && (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="page-actions">
        {others.map(({ id, name }) => (
          <label key={id} className="chip">
            <input
              type="checkbox"
              data-testid={`${field}-${name}`}
              checked={chosen.includes(id)}
              onChange={({ target }) =>
                form.change(
                  field,
                  target.checked ? [...chosen, id] : chosen.filter((one) => one !== id),
                )
              }
            />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
