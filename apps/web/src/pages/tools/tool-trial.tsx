import type { Schemas } from '@vox/api-client';
import { type FormEvent, useMemo, useState } from 'react';

import { useSpeech } from '../../i18n/speech-context';
import { Failure } from '../../ui/failure';
import { Field } from '../../ui/field';
import { formatDuration } from '../../voice/latency-text';
import { exampleArguments } from './example-arguments';
import { type Fields, isFields } from './parameters';
import { argumentsOf, trialFieldsOf, type Typed, unreadableOf } from './trial-fields';
import { TrialInputs } from './trial-inputs';

type Result = Schemas['ToolTrial'];

type ToolTrialProps = {
  /** JSON schema of what the model is to give. */
  readonly parameters: unknown;
  readonly isReadOnly: boolean;
  readonly onCall: (given: Readonly<Record<string, unknown>>) => Promise<Result>;
};

/** Calls a tool with what is typed, and shows what a model would be given. */
export function ToolTrial({ parameters, isReadOnly, onCall }: ToolTrialProps) {
  const { say } = useSpeech();
  const fields = useMemo(() => trialFieldsOf(parameters), [parameters]);
  const [typed, setTyped] = useState<Typed>({});
  const [text, setText] = useState(() => JSON.stringify(exampleArguments(parameters), null, 2));
  const [problem, setProblem] = useState<string | null>(null);
  const [unreadable, setUnreadable] = useState<readonly string[]>([]);
  const [result, setResult] = useState<Result | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setIsBusy] = useState(false);

  const submit = async (submitted: FormEvent) => {
    submitted.preventDefault();
    if (isBusy) return;
    const wrong = unreadableOf(fields ?? [], typed);
    setUnreadable(wrong);
    if (wrong.length > 0) return;
    const given = fields === null ? objectIn(text) : argumentsOf(fields, typed);
    setProblem(given === null ? say('form.no_json') : null);
    if (given === null) return;
    setIsBusy(true);
    setError(null);
    try {
      setResult(await onCall(given));
    } catch (refused) {
      setError(refused);
    } finally {
      setIsBusy(false);
    }
  };

  return (
    <form className="card" noValidate onSubmit={(submitted) => void submit(submitted)}>
      <h2>{say('tools.try')}</h2>
      <p className="field-hint">{say(isReadOnly ? 'tools.try_hint' : 'tools.try_hint_changes')}</p>
      {fields === null ? (
        <Field label={say('tools.arguments')} problem={problem}>
          {(attributes) => (
            <textarea
              {...attributes}
              className="code"
              rows={5}
              spellCheck={false}
              data-testid="arguments"
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </Field>
      ) : (
        <TrialInputs fields={fields} typed={typed} unreadable={unreadable} onChange={setTyped} />
      )}
      <div className="page-actions">
        <button type="submit" className="primary" data-testid="try" aria-disabled={isBusy}>
          {say('tools.call')}
        </button>
      </div>
      <div role="status">
        {isBusy && <p className="field-hint">{say('providers.asking')}</p>}
        {!isBusy && result !== null && <TrialResult result={result} />}
      </div>
      {error !== null && <Failure error={error} />}
    </form>
  );
}

function TrialResult({ result }: { readonly result: Result }) {
  const { say, locale } = useSpeech();
  const { ok, status, duration_ms: ms } = result;
  const values = { status: status ?? '–', duration: formatDuration(ms, locale) };
  return (
    <div data-testid="tool-result" data-ok={ok}>
      <p className={ok ? 'trial-result' : 'trial-result trial-failed'}>
        {say(
          ok ? 'tools.answered' : status === null ? 'tools.not_asked' : 'tools.not_answered',
          values,
        )}
      </p>
      <pre>{result.result}</pre>
      {!ok && status === null && <p className="field-hint">{say('tools.private_hint')}</p>}
    </div>
  );
}

function objectIn(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : null;
  } catch {
    // Whoever typed it is told at the field.
    return null;
  }
}
