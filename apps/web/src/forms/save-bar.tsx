import { usePageSay } from '../i18n/speech-context';
import { Failure } from '../ui/failure';
import type { FormState } from './use-draft';

type SaveBarProps = { readonly form: FormState; readonly isSaved: boolean };

/** In reach wherever the form is scrolled, once there is something to save: saves, and says that it was saved or why not. */
export function SaveBar({ form, isSaved }: SaveBarProps) {
  const say = usePageSay();
  const wrong = Object.keys(form.problems).length;
  const isIdle = !form.isDirty && !isSaved && wrong === 0 && form.refusal === null;
  if (isIdle) return null;
  return (
    <div className="save-bar">
      {form.refusal !== null && <Failure error={form.refusal} />}
      <p role="status" className={wrong > 0 ? 'field-problem' : 'field-hint'}>
        {wrong > 0 && say('form.wrong', { count: wrong })}
        {wrong === 0 && isSaved && !form.isDirty && say('form.saved')}
        {wrong === 0 && form.isDirty && say('form.changed')}
      </p>
      <button type="submit" className="primary" data-testid="save" aria-disabled={form.isBusy}>
        {say('common.save')}
      </button>
    </div>
  );
}
