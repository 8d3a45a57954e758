/** What a conversation writes into its text channel of its own accord. */
export const notices = {
  full: 'I cannot talk with more people right now. Please try again in a moment.',
  askedToSpeak: 'I have asked to speak on this stage. I will begin when a moderator lets me.',
  mayNotSpeak:
    'I may not speak on this stage: I need to be made a speaker, or the permission to request to speak.',
} as const;
