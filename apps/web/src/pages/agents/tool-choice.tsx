import { Link } from '@tanstack/react-router';

import type { FormState } from '../../forms/use-draft';
import { usePageSay } from '../../i18n/speech-context';
import { useTools } from '../common/tools';
import { ColleagueChoice } from './colleague-choice';

type ToolChoiceProps = {
  readonly form: FormState;
  /** The agent whose settings these are; null: a new one. */
  readonly self: string | null;
};

/** Which tools an agent may call while it talks. Names that there are no tools for are kept until they are taken away. */
export function ToolChoice({ form, self }: ToolChoiceProps) {
  const say = usePageSay();
  const { data: tools = [] } = useTools();
  const value = form.draft['tools'];
  const chosen = (Array.isArray(value) ? value : []) as readonly string[];
  const known = tools.map(({ name }) => name);
  const offered = [
    ...tools.map(({ name, description }) => ({ name, description })),
    ...chosen
      .filter((name) => !known.includes(name))
      .map((name) => ({ name, description: say('agents.tool_unknown') })),
  ];
  const toggle = (name: string, isChosen: boolean) =>
    form.change('tools', isChosen ? [...chosen, name] : chosen.filter((one) => one !== name));

  return (
    <section className="card" aria-labelledby="agent-tools">
      <h2 id="agent-tools">{say('agents.tools')}</h2>
      <p className="field-hint">
        {say('agents.tools_hint')} <Link to="/tools">{say('server.tools')}</Link>
      </p>
      {form.problems['tools'] !== undefined && (
        <p className="field-problem" role="alert">
          {form.problems['tools']}
        </p>
      )}
      <ul className="plain">
        {offered.map(({ name, description }) => (
          <li key={name}>
            <label className="check">
              <input
                type="checkbox"
                data-testid={`tool-${name}`}
                checked={chosen.includes(name)}
                onChange={({ target }) => toggle(name, target.checked)}
              />
              <span>
                <code>{name}</code>
                <small>{description}</small>
              </span>
            </label>
          </li>
        ))}
      </ul>
      <ColleagueChoice self={self} field="transfer_to" form={form} />
      <ColleagueChoice self={self} field="consults" form={form} />
    </section>
  );
}
