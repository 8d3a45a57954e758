import type { Engines } from '@vox/protocol';

type EngineListProps = { readonly engines: Engines | null };

const ROLES = [
  ['stt', 'Speech recognition'],
  ['llm', 'Answers'],
  ['tts', 'Voice'],
] as const;

/** What runs, said plainly: nobody should take the demo responder for a language model. */
export function EngineList({ engines }: EngineListProps) {
  if (engines === null) {
    return (
      <div className="engines" data-testid="engines">
        <p className="engines-unknown">The server has not said yet what runs there.</p>
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
            <dt>{title}</dt>
            <dd>
              {engine.label}
              {isDemo && ' '}
              {isDemo && <span className="tag">demo</span>}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
