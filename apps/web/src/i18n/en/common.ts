/** Of all pages but Talk. */
export const common = {
  'common.save': 'Save',
  'common.edit': 'Edit',
  'common.delete': 'Delete',
  'server.tools': 'Tools',
  'server.providers': 'Servers',
  'server.figures': 'Figures',
  'server.now': 'Now',
  'server.health': 'Health',
  'common.close': 'Close',
  'access.title': 'Sign in',
  'access.lead':
    'This server asks who you are. Enter the API key its operator gave you; it is kept until you close this tab.',
  'access.apart':
    'The log-in opens in another tab. Come back to this one afterwards: what you were writing is still here.',
  'access.sign_in': 'Sign in',
  'access.empty': 'Enter a key.',
  'access.refused': 'The server does not know this key.',
  'failure.title': 'That did not work',
  'failure.unreachable': 'The server does not answer.',
  'failure.forbidden': 'Your key does not allow this.',
  'failure.not_found': 'It is not there, or no longer.',
  'failure.refused': 'The server refused it.',
  'failure.broken': 'The server could not do it.',
};
