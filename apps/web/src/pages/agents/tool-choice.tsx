import { Link } from '@tanstack/react-router';

import { FormField } from '../../forms/form-field';
import type { FormState } from '../../forms/use-draft';
import type { PageKey } from '../../i18n/en/pages';
import { usePageSay } from '../../i18n/speech-context';
import { type McpServer, useMcpServers } from '../common/mcp-servers';
import { useTools } from '../common/tools';
import { toolFields } from './agent-fields';
import { ColleagueChoice } from './colleague-choice';

type ToolChoiceProps = {
  readonly form: FormState;
  readonly row: Readonly<Record<string, unknown>>;
};

/** Which tools an agent may call while it talks. Names that there are no tools for are kept until they are taken away. */
export function ToolChoice({ form, row }: ToolChoiceProps) {
  const say = usePageSay();
  const { data: tools = [] } = useTools();
  const { data: servers = [] } = useMcpServers();
  const self = typeof row['id'] === 'string' ? row['id'] : null;
  const value = form.draft['tools'];
  const chosen = (Array.isArray(value) ? value : []) as readonly string[];
  const known = [...tools.map(({ name }) => name), ...servers.map(({ name }) => allOf(name))];
  const offered = [
    ...tools.map(({ name, description }) => ({ name, description })),
    ...servers.map(({ name, tool_count: count }) => ({
      name: allOf(name),
      description: say('agents.tools_of_server', { name, count }),
    })),
    ...chosen
      .filter((name) => !known.includes(name))
      .map((name) => ({ name, description: say(unknownTool(name, servers)) })),
  ];
  const toggle = (name: string, isChosen: boolean) =>
    form.change('tools', isChosen ? [...chosen, name] : chosen.filter((one) => one !== name));

  return (
    <section className="card" aria-labelledby="agent-tools">
      <h2 id="agent-tools">{say('agents.tools')}</h2>
      <p className="field-hint">
        {say('agents.tools_hint')} <Link to="/tools">{say('server.tools')}</Link>.{' '}
        {say('agents.memory_hint')}
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
      {toolFields.map((spec) => (
        <FormField
          key={spec.name}
          spec={spec}
          value={form.draft[spec.name] ?? null}
          problem={form.problems[spec.name]}
          hasSecret={false}
          onChange={(changed) => form.change(spec.name, changed)}
        />
      ))}
      <ColleagueChoice self={self} field="transfer_to" form={form} />
      <ColleagueChoice self={self} field="consults" form={form} />
    </section>
  );
}

/** As agents name all tools of a server, also those that it will have. */
function allOf(server: string): string {
  return `${server}__*`;
}

/** One tool of a server is chosen where its tools are listed. */
function unknownTool(name: string, servers: readonly McpServer[]): PageKey {
  const isOfServer = servers.some((server) => name.startsWith(`${server.name}__`));
  return isOfServer ? 'agents.tool_of_server' : 'agents.tool_unknown';
}
