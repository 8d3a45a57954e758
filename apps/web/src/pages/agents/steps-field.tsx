import { useId } from 'react';

import type { FormState } from '../../forms/use-draft';
import { usePageSay } from '../../i18n/speech-context';
import { DEMO, type Provider, type ProviderRole, useProviders } from '../common/providers';

type Step = { readonly provider: string; readonly model?: string; readonly voice?: string };

type StepsFieldProps = { readonly role: ProviderRole; readonly form: FormState };

/** Whom an agent asks, first to last, instead of the server's own order. */
export function StepsField({ role, form }: StepsFieldProps) {
  const say = usePageSay();
  const id = useId();
  const { data: providers = [] } = useProviders(role);
  const name = `${role}_steps`;
  const value = form.draft[name];
  const steps = (Array.isArray(value) ? value : []) as readonly Step[];
  const change = (next: readonly Step[]) => form.change(name, next.length === 0 ? null : next);
  const replace = (index: number, step: Step) =>
    change(steps.map((one, at) => (at === index ? step : one)));
  const next = nextOf(providers, steps);

  return (
    <fieldset className="steps" aria-describedby={`${id}-hint`}>
      <legend>{say(`agents.${name}` as 'agents.llm_steps')}</legend>
      <p className="field-hint" id={`${id}-hint`}>
        {say(steps.length === 0 ? 'agents.steps_none' : 'agents.steps_hint')}
      </p>
      {form.problems[name] !== undefined && (
        <p className="field-problem" role="alert">
          {form.problems[name]}
        </p>
      )}
      <ol>
        {steps.map((step, index) => (
          <li key={index} className="step">
            <select
              aria-label={say('agents.step_provider', { place: index + 1 })}
              value={step.provider}
              onChange={({ target }) => replace(index, { ...step, provider: target.value })}
            >
              {!providers.some((provider) => provider.id === step.provider) && (
                <option value={step.provider}>{step.provider}</option>
              )}
              {providers.map((provider) => (
                <option key={provider.id} value={provider.id}>
                  {provider.name}
                </option>
              ))}
            </select>
            {role !== 'stt' && (
              <StepDetail
                detail={role === 'llm' ? 'model' : 'voice'}
                step={step}
                place={index + 1}
                suggestions={suggestionsOf(providers, step.provider, role)}
                onChange={(next) => replace(index, next)}
              />
            )}
            <StepButtons
              place={index + 1}
              onEarlier={index === 0 ? null : () => change(swapped(steps, index))}
              onRemove={() => change(steps.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ol>
      {next !== undefined && (
        <button
          type="button"
          className="quiet"
          onClick={() => change([...steps, { provider: next.id }])}
        >
          {say('agents.step_add')}
        </button>
      )}
    </fieldset>
  );
}

type StepDetailProps = {
  readonly detail: 'model' | 'voice';
  readonly step: Step;
  readonly place: number;
  readonly suggestions: readonly string[];
  readonly onChange: (step: Step) => void;
};

/** A model, or a voice, of this step's own. */
function StepDetail({ detail, step, place, suggestions, onChange }: StepDetailProps) {
  const say = usePageSay();
  const listId = useId();
  const label = say(detail === 'model' ? 'agents.step_model' : 'agents.step_voice', { place });
  return (
    <>
      <input
        type="text"
        autoComplete="off"
        aria-label={label}
        placeholder={say(detail === 'model' ? 'agents.its_model' : 'agents.its_voice')}
        list={listId}
        value={step[detail] ?? ''}
        onChange={({ target }) => {
          const { [detail]: _, ...others } = step;
          onChange(target.value === '' ? others : { ...others, [detail]: target.value });
        }}
      />
      <datalist id={listId}>
        {suggestions.map((suggestion) => (
          <option key={suggestion} value={suggestion} />
        ))}
      </datalist>
    </>
  );
}

type StepButtonsProps = {
  readonly place: number;
  readonly onEarlier: (() => void) | null;
  readonly onRemove: () => void;
};

function StepButtons({ place, onEarlier, onRemove }: StepButtonsProps) {
  const say = usePageSay();
  return (
    <span className="step-buttons">
      <button
        type="button"
        className="menu-button"
        aria-label={say('agents.step_earlier', { place })}
        aria-disabled={onEarlier === null}
        onClick={() => onEarlier?.()}
      >
        ↑
      </button>
      <button
        type="button"
        className="menu-button"
        aria-label={say('agents.step_remove', { place })}
        onClick={onRemove}
      >
        ×
      </button>
    </span>
  );
}

/** What is added first: one that is not among the steps yet, and the demo responder last, which is no model. */
function nextOf(providers: readonly Provider[], steps: readonly Step[]): Provider | undefined {
  const free = providers.filter(({ id }) => !steps.some(({ provider }) => provider === id));
  return free.find(({ kind }) => kind !== DEMO) ?? free[0] ?? providers[0];
}

function suggestionsOf(
  providers: ReturnType<typeof useProviders>['data'],
  id: string,
  role: ProviderRole,
): readonly string[] {
  const provider = providers?.find((one) => one.id === id);
  if (role === 'tts') return provider?.voices?.map((voice) => voice.id) ?? [];
  return provider?.models ?? [];
}

/** With the one at `index` a place earlier. */
function swapped(steps: readonly Step[], index: number): readonly Step[] {
  const moved = steps.toSpliced(index, 1);
  const step = steps[index];
  return step === undefined ? steps : moved.toSpliced(index - 1, 0, step);
}
