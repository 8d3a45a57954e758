/** What people are asked to allow: fetched when somebody is. */
export const consent = {
  'consent.recording': 'May what you say be recorded?',
  'consent.memory': 'May {agent} remember what you tell for later conversations?',
  'consent.processing': 'May {agent} hear what you say?',
  'consent.own':
    'You answer for yourself alone, and can take it back at any time. No answer means no.',
  'consent.required': 'Until you allow it, nothing you say is heard.',
  'consent.allow': 'Allow',
  'consent.refuse': 'Do not allow',
  'consent.withdraw_recording': 'Stop recording me',
  'consent.withdraw_memory': 'Do not remember this',
  'consent.withdraw_processing': 'Stop listening to me',
} as const;
export type ConsentText = keyof typeof consent;
