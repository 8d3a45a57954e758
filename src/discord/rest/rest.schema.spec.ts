import { joinSchema, leaveSchema, pluginJoinSchema, speakSchema } from './rest.schema';

const guild = '123456789012345678';
const channel = '223456789012345678';
const agent = '6f1d2c1e-5b7a-4c0e-9f43-7a1b6f0c2d10';

describe('requests for voice channels', () => {
  it("are the same in the predecessor's camel case", () => {
    const expected = { guild_id: guild, channel_id: channel };
    expect(joinSchema.parse({ guildId: guild, channelId: channel })).toEqual(expected);
    expect(joinSchema.parse({ guild_id: guild, channel_id: channel })).toEqual(expected);
    const output = { content: 'hi' };
    expect(speakSchema.parse({ output, guildId: guild, channelId: channel })).toEqual({
      output,
      ...expected,
    });
  });

  it('may be empty where there is nothing to choose', () => {
    expect(leaveSchema.parse(undefined)).toEqual({});
    expect(leaveSchema.parse({})).toEqual({});
    const channel = { guild_id: '123456789012345678', channel_id: '223456789012345678' };
    expect(leaveSchema.parse(channel)).toEqual(channel);
  });

  it('need no id to speak in the one channel there is, as the predecessor did', () => {
    const body = { output: { content: 'hi' }, options: { streamingStrategy: 'sentence' } };
    expect(speakSchema.parse(body)).toEqual(body);
  });

  it.each([
    [joinSchema, 'guildId', { guildId: 123456789012345678, channelId: channel }],
    [joinSchema, 'guild_id', { guild_id: 123456789012345678, channel_id: channel }],
    [joinSchema, 'channel_id', { guildId: guild }],
    [joinSchema, 'agent_id', { guild_id: guild, channel_id: channel, agent_id: 'ada' }],
    [joinSchema, 'agent', { guild_id: guild, channel_id: channel, agent: 'ada' }],
    [leaveSchema, 'guild_id', { guild_id: 'lobby' }],
    [leaveSchema, 'constructor', { constructor: 1 }],
    [leaveSchema, '__proto__', JSON.parse('{"__proto__":1}') as object],
    [pluginJoinSchema, 'guild_id', { agent_id: agent, guild_id: 1, channel_id: channel }],
    [speakSchema, 'session_id', { output: { content: 'hi' }, session_id: agent, guild_id: guild }],
    [speakSchema, 'session_id', { output: { content: 'hi' }, session_id: agent, guildId: guild }],
    [speakSchema, 'session_id', { output: { content: 'hi' }, session_id: agent, channelId: guild }],
    [speakSchema, 'guild_id', { output: { content: 'hi' }, guild_id: 5 }],
    [speakSchema, 'guildId', { output: { content: 'hi' }, guildId: 5 }],
    [speakSchema, 'guild', { output: { content: 'hi' }, guild }],
    [speakSchema, 'turn_id', { output: { content: 'hi' }, turn_id: 'A', guild_id: guild }],
    [speakSchema, 'output.content', { output: { content: ' ' }, guild_id: guild }],
  ])('are refused by the field as it was sent: %#', (schema, field, body) => {
    const result = schema.safeParse(body);
    expect(result.error?.issues[0]?.path.join('.')).toBe(field);
  });

  it('says why a number is refused', () => {
    const result = joinSchema.safeParse({ guild_id: 123, channel_id: channel });
    expect(result.error?.issues[0]?.message).toMatch(/string of digits/u);
  });
});
