import { exactIds, hasNumericIds } from './exact-ids';

const parse = (text: string) => JSON.parse(text, exactIds) as unknown;

describe(exactIds.name, () => {
  it('keeps each digit of an id that is written as a number', () => {
    expect(parse('{"guild_id": 1234567890123456789, "channel_id":123456789012345}')).toEqual({
      guild_id: '1234567890123456789',
      channel_id: '123456789012345',
    });
  });

  it('leaves everything else as it is', () => {
    const text = '{"a":1,"b":1.5e17,"c":"123456789012345678","d":[null,true,-123456789012345]}';
    expect(parse(text)).toEqual(JSON.parse(text));
  });

  it.each([
    ['/voice/join', true],
    ['/api/plugins/discord/voice/leave?x=1', true],
    ['/api/sessions', false],
    ['/voices', false],
  ])('are looked for under %s: %s', (url, isPath) => {
    expect(hasNumericIds({ url } as never)).toBe(isPath);
  });
});
