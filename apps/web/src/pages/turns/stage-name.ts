import type { PageKey } from '../../i18n/en/pages';
import type { Say } from '../../i18n/message';
import type { TimelineRow } from './timeline';

/** What a row of a timeline is called. */
export function stageName({ stage, name }: TimelineRow, say: Say<PageKey>): string {
  return stage === 'tool'
    ? say('turn.stage.tool', { name: name ?? '' })
    : say(`turn.stage.${stage}`);
}
