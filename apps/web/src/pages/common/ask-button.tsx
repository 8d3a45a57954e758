import { type ReactNode, useState } from 'react';

import { Confirm } from '../../ui/confirm';
import { Trouble } from '../../ui/trouble';
import { useAttempt } from './use-attempt';

type AskButtonProps = {
  readonly label: string;
  /** Where several stand in a list: which one this is. */
  readonly name?: string;
  readonly isDangerous?: boolean;
  readonly testId?: string;
  /** What is asked, what the button says that does it, and what that means. */
  readonly title: string;
  readonly action: string;
  readonly children: ReactNode;
  readonly onConfirm: () => Promise<unknown>;
};

/** A button for what cannot be taken back: it asks first, and tells what was refused. */
export function AskButton(props: AskButtonProps) {
  const { label, name, isDangerous = false, testId, title, action, children, onConfirm } = props;
  const attempt = useAttempt();
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <button
        type="button"
        className={isDangerous ? 'danger' : 'quiet'}
        {...(testId !== undefined && { 'data-testid': testId })}
        {...(name !== undefined && { 'aria-label': name })}
        onClick={() => setIsAsking(true)}
      >
        {label}
      </button>
      {isAsking && (
        <Confirm
          title={title}
          action={action}
          onClose={() => setIsAsking(false)}
          onConfirm={() => attempt.run(onConfirm())}
        >
          {children}
        </Confirm>
      )}
      {attempt.error !== null && <Trouble error={attempt.error} onClose={attempt.forget} />}
    </>
  );
}
