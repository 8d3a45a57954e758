/** Of accounts: everybody’s, and one’s own. */
export const people = {
  'server.people': 'People',
  'people.lead': 'Who has an account here, with keys and conversations of their own.',
  'people.new': 'Add somebody',
  'people.new_lead': 'A name is enough. People who log in get an account by themselves.',
  'people.none': 'Nobody has an account yet',
  'people.none_hint':
    'Accounts are made here, and by themselves when people log in. Alone on this machine, nobody needs one.',
  'people.account': 'Account',
  'people.name': 'Name',
  'people.email': 'Email address',
  'people.role': 'Role',
  'people.role_hint': 'What they may do once they log in. A key has rights of its own.',
  'people.role.owner': 'Owner',
  'people.role.admin': 'Admin',
  'people.role.member': 'Member',
  'people.role.guest': 'Guest',
  'people.is_active': 'Let in',
  'people.is_active_hint':
    'Otherwise neither keys nor log-ins of theirs count. What they have stays.',
  'people.inactive': 'Not let in',
  'people.what_they_did': 'What they changed',
  'people.delete_hint':
    'Their keys go, too. Somebody who has conversations is erased instead, below.',
  'people.memory': 'What agents remember',
  'people.memory_allowed': 'Agents may remember what is said',
  'people.memory_hint':
    'Beyond one conversation. Taken back, nothing more is remembered, nor told to a model.',
  'people.memory_none': 'Nothing is remembered.',
  'people.fact': 'What is remembered',
  'people.put_right': 'Put right',
  'people.forget': 'Forget',
  'people.forget_all': 'Forget everything',
  'people.forget_all_hint': 'Agents begin anew. The conversations stay.',
  'people.data': 'What is kept',
  'people.data_hint': 'Account, conversations, what was said, and what is on record.',
  'people.export': 'Download everything',
  'people.erase': 'Erase',
  'people.erase_title': 'Erase what is kept of {name}?',
  'people.erase_hint':
    'Conversations under way are ended, then everything is deleted, for good. Download it before, if it is to be kept.',
  'people.keep_account': 'Keep the account and its keys',
  'people.erasing': 'Being erased…',
  'people.erased': { one: 'Erased: {count} row.', other: 'Erased: {count} rows.' },
  'account.may': 'Who you are here',
  'account.is_server':
    'Nobody in particular: you come from this machine, or with the server’s own key, and may do everything.',
  'account.logins': 'Where you are logged in',
  'account.this_browser': 'This browser',
  'account.unknown_browser': 'A browser',
  'account.seen': 'last seen {when}',
  'account.discord': 'Who you are in Discord',
  'account.discord_code': 'Code',
  'account.discord_hint':
    'Type /link in Discord, and enter here the code that the bot tells you. Enter no code that somebody else has sent you: they would talk in your name.',
  'account.discord_link': 'That is me',
  'account.discord_is':
    'The Discord user {id}. What you say there to an agent alone is among your conversations.',
  'account.discord_ends':
    'When you end it, those conversations stay with the Discord user, and are not shown here any more.',
  'account.discord_unlink': 'End it',
  'account.discord_no_code':
    'The code is not good (any more). Type /link in Discord again for another one.',
};
