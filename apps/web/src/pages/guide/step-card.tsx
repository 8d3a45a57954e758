import { type ReactNode, useId } from 'react';

import { usePageSay } from '../../i18n/speech-context';
import { Failure } from '../../ui/failure';
import type { Step } from './guide-steps';
import type { Check } from './use-check';

type StepCardProps = {
  readonly step: Step;
  readonly place: number;
  readonly check: Check;
  /** While it is checked, where there is something to do meanwhile. */
  readonly meanwhile?: string;
  /** What leads to where the step is taken, beside the button that checks it. */
  readonly links?: ReactNode;
  /** False: what the links lead to comes first. */
  readonly isReady?: boolean;
  readonly children?: ReactNode;
};

/** One step: what it is for, the way to take it, the button that checks it, and what that found. */
export function StepCard(props: StepCardProps) {
  const say = usePageSay();
  const id = useId();
  const { step, place, check, meanwhile, links, isReady = true, children } = props;
  const { state, words, isAsked, error, run } = check;
  return (
    <li
      className="card guide-step"
      data-testid={`step-${step}`}
      data-state={state}
      aria-labelledby={id}
    >
      <div className="agent-top">
        <h2 className="row-title" id={id}>
          <span className="guide-place" aria-hidden="true">
            {state === 'done' ? '✓' : place}
          </span>
          {say(`guide.${step}`)}
        </h2>
        <span className={`tag guide-${state}`}>{say(`guide.state.${state}`)}</span>
      </div>
      <p>{say(`guide.${step}_hint`)}</p>
      {children}
      <div className="page-actions">
        {!isReady && links}
        <button
          type="button"
          className={state === 'done' || !isReady ? 'quiet' : 'primary'}
          data-testid={`check-${step}`}
          aria-disabled={state === 'checking'}
          onClick={() => {
            if (state !== 'checking') run();
          }}
        >
          {say(`guide.${step}_check`)}
        </button>
        {isReady && links}
      </div>
      <div role="status">
        {state === 'checking' && (
          <p className="field-hint">{meanwhile ?? say('providers.asking')}</p>
        )}
        {words !== null && <p className={classOf(state === 'done', isAsked)}>{words}</p>}
      </div>
      {error !== null && <Failure error={error} />}
    </li>
  );
}

/** That a step is still to be taken is no fault, until somebody asks whether it was. */
function classOf(isDone: boolean, isAsked: boolean): string {
  if (isDone) return 'trial-result';
  return isAsked ? 'trial-result trial-failed' : 'field-hint';
}
