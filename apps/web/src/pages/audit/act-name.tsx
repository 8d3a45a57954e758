import { acts } from '../../i18n/en/acts';
import { usePageSay } from '../../i18n/speech-context';

/** An act in words; by its id where this page is older than the server. */
export function ActName({ action }: { readonly action: string }) {
  const say = usePageSay();
  return isKnown(action) ? say(`act.${action}`) : <code>{action}</code>;
}

type KnownAct = keyof typeof acts extends `act.${infer Id}` ? Id : never;

function isKnown(action: string): action is KnownAct {
  return `act.${action}` in acts;
}
