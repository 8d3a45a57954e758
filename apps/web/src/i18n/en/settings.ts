/** Of settings that hold while the server runs. */
export const settings = {
  'server.settings': 'Settings',
  'settings.lead': 'What holds for all agents that set nothing themselves, from the next turn on.',
  'settings.hearing': 'Hearing and answering',
  'settings.speaking': 'Speaking',
  'settings.operation': 'Running the server',
  'settings.environment': 'Empty: {value}, as the environment has it.',
  'settings.environment_none': 'Empty: none.',
  'settings.as_environment': 'As the environment has it',
  'settings.barge_in_min_speech_ms': 'Speech that holds the answer, in ms',
  'settings.chatterbox_voice': 'Voice on Chatterbox servers',
  'settings.openai_voice': 'Voice on OpenAI-like servers',
  'settings.log_level': 'What is logged',
  'settings.elsewhere': 'What is set before the start stands in the file .env.',
  'settings.retention': 'What has been kept long enough',
  'settings.retention_hint':
    'Each hour the server deletes what is older than RETENTION_DAYS or an agent says. See what that would be now.',
  'settings.retention_try': 'See what would go',
  'settings.retention_apply': 'Delete it now',
  'settings.retention_none': 'Nothing is that old.',
  'settings.retention_would': { one: '{count} row would go:', other: '{count} rows would go:' },
  'settings.retention_done': { one: '{count} row is gone:', other: '{count} rows are gone:' },
};
