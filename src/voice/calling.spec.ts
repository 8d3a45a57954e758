import { calls } from './calling';

describe(calls.name, () => {
  it.each([
    ['Vox, what time is it?', 'vox'],
    ['what time is it, VOX', 'Vox'],
    ['Hej Zoe', 'Zoë'],
    ['hey computer tell me', 'Hey, Computer!'],
    ['ask vox bridge about it', 'VoxBridge'],
    ['hey athenna are you there', 'Athena'],
    ['hey atena', 'Athena'],
    ['hey athema', 'Athena'],
    ['小爱你好', '小爱'],
  ])('hears in "%s" that it calls %s', (text, name) => {
    expect(calls(text, [name])).toBe(true);
  });

  it.each([
    ['a box of chocolates', 'Vox'],
    ['equinoxvox', 'Vox'],
    ['hey there computer', 'hey computer'],
    ['an arena is no place', 'Athena'],
    ['', 'Vox'],
    ['anything at all', ''],
  ])('does not take "%s" for a call of %s', (text, name) => {
    expect(calls(text, [name])).toBe(false);
  });
});
