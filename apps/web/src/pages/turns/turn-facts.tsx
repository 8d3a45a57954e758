import type { Schemas } from '@vox/api-client';

import { useSpeech } from '../../i18n/speech-context';

/** Money in dollars, to the fraction of a cent that a turn costs. */
const COST_DIGITS = 6;

/** Who took part in a turn, what it took, and why the first model did not answer. */
export function TurnFacts({ turn }: { readonly turn: Schemas['Turn'] }) {
  const { say, locale } = useSpeech();
  const { providers, fallback_reason, prompt_tokens, completion_tokens, cost_usd } = turn;
  const number = (value: number | null) => value?.toLocaleString(locale) ?? say('turn.unknown');
  const cost = cost_usd?.toLocaleString(locale, {
    style: 'currency',
    currency: 'USD',
    maximumFractionDigits: COST_DIGITS,
  });
  const facts = [
    [say('talk.recognition'), providers.stt ?? '–'],
    [say('talk.answers'), providers.llm ?? '–'],
    [say('talk.voice'), providers.tts ?? '–'],
    [say('turn.prompt_tokens'), number(prompt_tokens)],
    [say('turn.completion_tokens'), number(completion_tokens)],
    [say('turn.cost'), cost ?? say('turn.unknown')],
    ...(fallback_reason === null ? [] : [[say('turn.fallback'), fallback_reason] as const]),
  ] as const;
  return (
    <section className="card" aria-labelledby="turn-facts">
      <h2 id="turn-facts">{say('turn.facts')}</h2>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
