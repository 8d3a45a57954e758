import { DataSource } from 'typeorm';

import { RecordingUpkeep } from '../../src/recordings/recording-upkeep';
import { silenceLogs } from './support/quiet-logger';
import { RecordedTalks } from './support/recorded-talks';

silenceLogs();

describe('recordings that somebody refuses afterwards', () => {
  let talks: RecordedTalks;

  beforeAll(async () => {
    talks = await RecordedTalks.start('disk', () => Promise.resolve());
  });
  afterAll(() => talks.stop());

  it('are deleted when who has consented for all sessions refuses it for that one', async () => {
    const [over, again, other] = [
      await talks.recorded(),
      await talks.recorded(),
      await talks.recorded(),
    ];
    // What stands for all sessions leaves no row in one.
    await talks.whole.app
      .get(DataSource)
      .query(`delete from consents where session_id is not null`);
    const no = { kind: 'recording', given: false };
    for (const [{ sessionId }, body] of [
      [over, no],
      [again, no],
      [again, { ...no, given: true }],
      // Nobody who is heard in it.
      [other, { ...no, person: 'cy' }],
    ] as const) {
      const path_ = `/api/sessions/${sessionId}/consents`;
      const said = await talks.whole.ask(path_, { method: 'PUT', body: JSON.stringify(body) });
      expect(said.status).toBe(200);
    }
    await talks.whole.app.get(RecordingUpkeep).run();
    const listed = [over, again, other].map(({ sessionId }) => talks.listed(sessionId));
    expect((await Promise.all(listed)).map((all) => all.length)).toEqual([0, 0, 1]);
  });
});
