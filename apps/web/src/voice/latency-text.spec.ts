import { formatDuration, latencyStages } from './latency-text';

describe('formatDuration', () => {
  it('shows milliseconds below one second and seconds from there on', () => {
    expect([0, 41.6, 999.4, 999.6, 1240].map((ms) => formatDuration(ms))).toEqual([
      '0 ms',
      '42 ms',
      '999 ms',
      '1.00 s',
      '1.24 s',
    ]);
  });

  it('writes numbers as the language does', () => {
    expect(formatDuration(1240, 'de')).toBe('1,24 s');
  });
});

describe('latencyStages', () => {
  it('leaves out the stages that a turn never reached', () => {
    const stages = latencyStages({ end_of_utterance_delay_ms: 610, voice_to_voice_ms: 742 });
    expect(stages.map(({ durationMs }) => durationMs)).toEqual([610, 742]);
  });
});
