import { usePageSay } from '../../i18n/speech-context';
import type { FormState } from '../../forms/use-draft';
import { ChipChoice } from '../../ui/chip-choice';
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
  if (others.length === 0) return null;
  return (
    <ChipChoice
      legend={say(`agents.${field}`)}
      problem={form.problems[field]}
      options={others.map(({ id, name }) => ({
        value: id,
        label: name,
        testId: `${field}-${name}`,
      }))}
      value={form.draft[field]}
      onChange={(chosen) => form.change(field, chosen)}
    />
  );
}
