import { randomUUID } from 'node:crypto';

import { z } from 'zod';

import { eventsClientEventSchema } from './events-socket';
import { givenId } from './given-id';
import { voiceClientEventSchema } from './voice-socket';
import { signallingRequestSchema } from './webrtc-signalling';

const id = randomUUID();
const ids = (made: string) => ({ session_id: made, agent_id: made, group_id: made });

describe('an id that somebody sends', () => {
  it('is the same in capitals', () => {
    expect(givenId().parse(id.toUpperCase())).toBe(id);
  });

  it('is described as any other', () => {
    expect(z.toJSONSchema(givenId(), { io: 'input' })).toEqual(z.toJSONSchema(z.uuid()));
  });

  it('is in lower case from each socket on', () => {
    const capitals = ids(id.toUpperCase());
    const start = voiceClientEventSchema.parse({ event: 'start', data: capitals });
    expect(start).toMatchObject({ data: ids(id) });
    const join = signallingRequestSchema.parse({ id: 1, method: 'join', data: capitals });
    expect(join).toMatchObject({ data: ids(id) });
    const subscribe = { event: 'subscribe', data: { session_id: capitals.session_id } };
    expect(eventsClientEventSchema.parse(subscribe)).toMatchObject({ data: { session_id: id } });
  });
});
