import type { Engines } from '@vox/protocol';

import { useSay } from '../i18n/speech-context';
import type { FoundEngine } from '../voice/server-info';

type EngineListProps = {
  readonly engines: Engines | null;
  readonly found: readonly FoundEngine[];
};

const ROLES = [
  ['stt', 'talk.recognition'],
  ['llm', 'talk.answers'],
  ['tts', 'talk.voice'],
] as const;

/** What runs, said plainly: nobody should take the demo responder for a language model. */
export function EngineList({ engines, found }: EngineListProps) {
  const say = useSay();
  if (engines === null) {
    return (
      <div className="engines" data-testid="engines">
        <p className="engines-unknown">{say('talk.engines_unknown')}</p>
      </div>
    );
  }
  return (
    <dl className="engines" data-testid="engines">
      {ROLES.map(([role, title]) => {
        const engine = engines[role];
        const isDemo = engine.name.startsWith('demo');
        return (
          <div key={role} className="engine">
            <dt>{say(title)}</dt>
            <dd>
              {engine.label}
              {isDemo && ' '}
              {isDemo && <span className="tag">demo</span>}
              <Found engine={found.find(({ kind }) => kind === role)} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** Where what nobody has set comes from, and how to be rid of it. */
function Found({ engine }: { readonly engine: FoundEngine | undefined }) {
  const say = useSay();
  if (engine === undefined) return null;
  const { name, url, model } = engine;
  const named = model === undefined ? name : `${name}, ${model}`;
  return (
    <span className="engine-found" data-testid="found-engine">
      {say('talk.found', { engine: named, host: new URL(url).host })}
    </span>
  );
}
