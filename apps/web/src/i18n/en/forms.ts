/** Of forms over settings. */
export const forms = {
  'form.as_server': 'As the server has it',
  'form.empty_is_server': 'Empty: as the server has it.',
  'form.kept': 'Kept as it is',
  'form.take_away': 'Take it away',
  'form.no_json': 'This is no JSON.',
  'form.no_number': 'This is no number.',
  'form.saved': 'Saved. The next turn follows it.',
  'form.changed': 'Not saved yet.',
  'form.leave': 'What you changed is not saved. Leave all the same?',
  'form.wrong': {
    one: '{count} field needs another value.',
    other: '{count} fields need other values.',
  },
  'form.more': 'More settings',
};
