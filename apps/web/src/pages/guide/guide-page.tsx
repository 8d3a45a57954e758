import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';

import { usePageSay } from '../../i18n/speech-context';
import { useServer } from '../../server/server-context';
import { PageHeader } from '../../ui/page-header';
import { ServerTabs } from '../common/server-tabs';
import { useTitle } from '../common/use-title';
import { AgentStep } from './agent-step';
import { DiscordStep } from './discord-step';
import { rememberedSteps, rememberSteps, type Step, type StepProps, STEPS } from './guide-steps';
import { ModelStep } from './model-step';
import { OpeningStep } from './opening-step';
import { SpeechStep } from './speech-step';

const CARDS: Readonly<Record<Step, (props: StepProps) => React.ReactNode>> = {
  speech: SpeechStep,
  model: ModelStep,
  agent: AgentStep,
  discord: DiscordStep,
  opening: OpeningStep,
};

/** From "it speaks" to "it is on my Discord, with my model": each step is checked by doing it. */
export function GuidePage() {
  const say = usePageSay();
  const { guide } = useServer();
  const isOffered = useSyncExternalStore(guide.subscribe, guide.get);
  const [done, setDone] = useState(rememberedSteps);
  useTitle(say('server.guide'));

  const onFound = useCallback((step: Step, isDone: boolean) => {
    setDone((before) => {
      const after = new Set(before);
      if (isDone) after.add(step);
      else after.delete(step);
      return after;
    });
  }, []);

  useEffect(() => rememberSteps(done), [done]);

  return (
    <main className="pane" id="main" tabIndex={-1}>
      <ServerTabs at="/guide" />
      <PageHeader title={say('server.guide')} lead={say('guide.lead')} />
      <p className="guide-progress" role="status" data-testid="guide-progress">
        {say('guide.progress', { done: done.size, all: STEPS.length })}
      </p>
      <ol className="guide">
        {STEPS.map((step, index) => {
          const Card = CARDS[step];
          return <Card key={step} place={index + 1} wasDone={done.has(step)} onFound={onFound} />;
        })}
      </ol>
      <label className="check">
        <input
          type="checkbox"
          data-testid="guide-shown"
          checked={isOffered}
          onChange={({ target }) => guide.hide(!target.checked)}
        />
        <span>
          {say('guide.shown')}
          <small>{say('guide.shown_hint')}</small>
        </span>
      </label>
    </main>
  );
}
