import type { FieldSpec } from '../../forms/form-spec';

/** What an agent does in voice channels, as `discord` of /api/agents takes it. */
export const discordFields: readonly FieldSpec[] = [
  {
    name: 'discord.mode',
    label: 'agents.discord_mode',
    kind: 'choice',
    choices: [
      { value: 'personal', label: 'agents.discord_mode.personal' },
      { value: 'room', label: 'agents.discord_mode.room' },
    ],
  },
  {
    name: 'discord.answers',
    label: 'agents.discord_answers',
    kind: 'choice',
    choices: [
      { value: 'always', label: 'agents.discord_answers.always' },
      { value: 'addressed', label: 'agents.discord_answers.addressed' },
    ],
  },
  {
    name: 'discord.barge_in_by',
    label: 'agents.discord_barge_in_by',
    kind: 'choice',
    choices: [
      { value: 'anyone', label: 'agents.discord_barge_in_by.anyone' },
      { value: 'addressee', label: 'agents.discord_barge_in_by.addressee' },
    ],
    foldedAt: 'anyone',
  },
  {
    name: 'discord.notice',
    label: 'agents.discord_notice',
    kind: 'choice',
    none: 'form.as_server',
    choices: [
      { value: 'off', label: 'agents.discord_notice.off' },
      { value: 'spoken', label: 'agents.discord_notice.spoken' },
      { value: 'written', label: 'agents.discord_notice.written' },
      { value: 'both', label: 'agents.discord_notice.both' },
    ],
    foldedAt: '',
  },
  {
    name: 'discord.notice_text',
    label: 'agents.discord_notice_text',
    kind: 'text',
    maxLength: 500,
    foldedAt: '',
  },
  {
    name: 'discord_token',
    label: 'agents.discord_token',
    hint: 'agents.discord_token_hint',
    kind: 'secret',
    has: 'has_discord_token',
  },
  {
    name: 'discord.wake_phrases',
    label: 'agents.discord_wake_phrases',
    hint: 'agents.discord_wake_phrases_hint',
    kind: 'lines',
  },
  {
    name: 'discord.auto_join_channel_ids',
    label: 'agents.discord_auto_join',
    hint: 'agents.discord_auto_join_hint',
    kind: 'lines',
    foldedAt: '',
  },
];
