import { Outlet, useRouterState } from '@tanstack/react-router';
import { type MouseEvent, type ReactNode, useState } from 'react';

import { useSay } from '../i18n/speech-context';
import { Logo } from '../ui/icons';
import { MastheadSlot } from '../ui/masthead-actions';
import { useAccess, useServer } from '../server/server-context';
import { useInfo } from '../voice/use-voice';
import { AccountMenu } from './account-menu';
import { CallPill } from './call-pill';
import { Navigation } from './navigation';
import { useFocusOnNewPage } from './use-focus-on-new-page';

/** What stands around every page: its name, the way to the others, and the page itself. */
export function Frame() {
  useFocusOnNewPage();
  const isTalk = useRouterState({ select: ({ location }) => location.pathname === '/' });
  // Who is known is asked anew where that is shown, and may have changed on the way there; so is a key that replaces another.
  useInfo(useServer().client, isTalk ? 'talk' : 'pages', useAccess());
  const beside = (
    <>
      {!isTalk && <CallPill />}
      <AccountMenu />
    </>
  );
  return (
    <PlainFrame navigation={<Navigation />} beside={beside}>
      <Outlet />
    </PlainFrame>
  );
}

type PlainFrameProps = {
  readonly navigation?: ReactNode;
  readonly beside?: ReactNode;
  readonly children: ReactNode;
};

/** The same without a router around it. */
export function PlainFrame({ navigation, beside, children }: PlainFrameProps) {
  const say = useSay();
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  return (
    <div className={navigation === undefined ? 'frame' : 'frame frame-navigable'}>
      <a className="skip" href="#main" onClick={toContent}>
        {say('frame.skip')}
      </a>
      <header className="masthead">
        <span className="brand">
          <Logo />
          VoxBridge
        </span>
        {navigation}
        <div className="masthead-actions" ref={setSlot}>
          {beside}
        </div>
      </header>
      <MastheadSlot value={slot}>{children}</MastheadSlot>
    </div>
  );
}

/** The address belongs to the router. */
function toContent(clicked: MouseEvent): void {
  clicked.preventDefault();
  document.querySelector<HTMLElement>('main')?.focus();
}
