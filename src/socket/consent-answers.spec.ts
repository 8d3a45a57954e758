import { VirtualClock } from '@vox/testing';

import { TokenBucket } from '../limits';
import { ConsentAnswers } from './consent-answers';

describe(ConsentAnswers.name, () => {
  const beyond = (textsPerMinute: number) => {
    const rate = { burst: textsPerMinute, perMinute: textsPerMinute };
    return new ConsentAnswers(new TokenBucket(rate, new VirtualClock()));
  };
  const yes = { kind: 'recording', given: true } as const;
  const no = { kind: 'recording', given: false } as const;

  it('lets so many yeses count', () => {
    const answers = beyond(2);
    const fates = [yes, yes, yes].map((answer) => answers.take(answer, false));
    expect(fates).toEqual(['counts', 'counts', 'too-many']);
  });

  it('lets each refusal count that takes something back, though it is not known to be given yet', () => {
    const answers = beyond(1);
    expect(answers.take(yes, false)).toBe('counts');
    expect(answers.take(no, false)).toBe('counts');
    expect(answers.take(no, true)).toBe('counts');
    expect(answers.take({ ...no, kind: 'memory' }, false)).toBe('counts');
  });

  it('counts refusals that change nothing as what is typed', () => {
    const answers = beyond(1);
    const fates = [no, no, no, no].map((answer) => answers.take(answer, false));
    expect(fates).toEqual(['counts', 'counts', 'repeated', 'repeated']);
    expect(answers.take(yes, false)).toBe('too-many');
  });
});
