import type { Clock } from '@vox/voice-core';

import { failed, type ToolDefinition } from '../tool-definition';

/** What a model cannot know: when it is. */
export function currentTime(clock: Clock): ToolDefinition {
  return {
    name: 'current_time',
    description: 'Tells the date and the time of day, in a time zone or in UTC.',
    parameters: {
      type: 'object',
      properties: {
        time_zone: { type: 'string', description: 'IANA name, such as Europe/Berlin.' },
      },
      additionalProperties: false,
    },
    kind: 'wait',
    isReadOnly: true,
    timeoutMs: 1000,
    invoke: ({ time_zone: asked }) => {
      const timeZone = typeof asked === 'string' && asked !== '' ? asked : 'UTC';
      const now = new Date(clock.wallMs());
      try {
        const local = new Intl.DateTimeFormat('en-GB', {
          dateStyle: 'full',
          timeStyle: 'short',
          timeZone,
        }).format(now);
        return Promise.resolve({
          content: JSON.stringify({ time_zone: timeZone, local, utc: now.toISOString() }),
        });
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        return Promise.resolve(failed(`There is no time zone ${timeZone}.`));
      }
    },
  };
}
