import { recordTurnSchema } from './job-catalogue';
import { toTurnRow } from './turn-row';

const turn = {
  session: { id: '0b8c8c4e-7c51-4b0e-8a1a-0d7a4d1c2b3a', userId: 'ann', channel: 'websocket' },
  turnId: '3f0a6a3e-2f0b-4d7e-9a52-6f1f7ad0c9e1',
  outcome: 'completed',
  spokenText: 'hi there',
  startedAtMs: 1000,
  endedAtMs: 2500,
  latency: {},
  providers: {},
} as const;

describe(toTurnRow.name, () => {
  it('has what the reply took, as far as that is known', () => {
    const row = (usage?: object) => {
      const { promptTokens, completionTokens, costUsd } = toTurnRow(
        recordTurnSchema.parse({ ...turn, ...(usage === undefined ? {} : { usage }) }),
      );
      return { promptTokens, completionTokens, costUsd };
    };
    expect(row()).toEqual({ promptTokens: null, completionTokens: null, costUsd: null });
    expect(row({ promptTokens: 12 })).toEqual({
      promptTokens: 12,
      completionTokens: null,
      costUsd: null,
    });
    expect(row({ promptTokens: 12, completionTokens: 0, costUsd: 2.5e-7 })).toEqual({
      promptTokens: 12,
      completionTokens: 0,
      costUsd: '0.00000025',
    });
  });
});
