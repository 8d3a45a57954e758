import { formatTurn } from './report';

describe('formatTurn', () => {
  const turn = {
    file: 'hello.wav',
    heard: 'Hello.',
    answered: 'Hi',
    outcome: 'interrupted' as const,
    voiceToVoiceMs: 731.4,
    server: { ttft_ms: 3 },
    answerMs: 1200,
  };

  it('says what was heard and answered, and how it ended', () => {
    const text = formatTurn(turn);
    expect(text).toContain('heard:    Hello.');
    expect(text).toContain('answered: Hi (interrupted)');
  });

  it('rounds to whole milliseconds and leaves a dash where a stage was not reached', () => {
    const lines = formatTurn(turn).split('\n');
    expect(lines.find((line) => line.includes('first sound'))).toMatch(/ 731 ms$/);
    expect(lines.find((line) => line.includes('final transcript'))).toMatch(/ -$/);
  });
});
