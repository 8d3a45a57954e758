import { because } from './because';
import type { Catalogue } from './catalogue';

const permissions = {
  view: 'View Channel',
  connect: 'Connect',
  speak: 'Speak',
  send: 'Send Messages',
  sendInThreads: 'Send Messages in Threads',
  manageThreads: 'Manage Threads',
} as const;
const modes = { personal: 'with everyone on their own', room: 'with the whole channel' } as const;
const states = {
  connecting: 'connecting',
  ready: 'listening',
  recovering: 'reconnecting',
} as const;

/** Its names are the commands' own. */
export const en: Catalogue = {
  commands: {
    voice: { name: 'voice', description: 'Talk with an agent in a voice channel' },
    join: { name: 'join', description: 'Bring the agent into a voice channel' },
    leave: { name: 'leave', description: 'Send the agent out of the voice channel' },
    status: { name: 'status', description: 'Where the agent is and whom it hears' },
    captions: { name: 'captions', description: 'Write what is said into this text channel' },
    confirm: { name: 'confirm', description: 'Let a role say yes to what others have asked for' },
    talk: { name: 'talk', description: 'Let a role be heard; once there is one, nobody else is' },
    steer: { name: 'steer', description: 'Let a role steer me: join, leave and settings' },
    agent: { name: 'agent', description: 'The agents that can talk here' },
    agentList: { name: 'list', description: 'Which agents there are' },
    agentSelect: { name: 'select', description: 'Choose the agent for this server' },
    say: { name: 'say', description: 'Let the agent say something in the voice channel' },
    muteMe: { name: 'mute-me', description: 'Stop, or start again, listening to me' },
    forget: {
      name: 'forget',
      description: 'Delete what is stored of my conversations, on every door where I am linked',
    },
    link: { name: 'link', description: 'Say which user of the server I am, with a code' },
    unlink: { name: 'unlink', description: 'Be no user of the server any more' },
    consent: { name: 'consent', description: 'See what I allow the agent, and change it' },
    language: { name: 'language', description: 'Choose the language I speak' },
  },
  options: {
    channel: { name: 'channel', description: 'The voice channel; yours when left out' },
    agent: { name: 'agent', description: 'The agent' },
    role: { name: 'role', description: 'The role' },
    state: { name: 'state', description: 'On or off' },
    text: { name: 'text', description: 'What to say' },
    tag: { name: 'language', description: 'Such as English, or en' },
  },
  choices: { on: 'on', off: 'off' },

  joined: ({ channel, agent }) =>
    `${agent} is in ${channel}. Just talk. \`/mute-me\` keeps it from listening to you.`,
  left: 'I have left the voice channel.',
  statusOf: ({ channel, agent, mode, status, reason, isListenedTo }) =>
    `${agent} is in ${channel}: ${states[status]}${because(reason)}, ${modes[mode]}. ` +
    (isListenedTo ? 'You are listened to.' : 'You are not listened to.'),
  captionsOn: ({ channel }) => `What is said is now written in ${channel}.`,
  captionsOff: 'Captions are off.',
  mayConfirm: ({ roles }) =>
    roles.length === 0
      ? 'Only who has asked for something may confirm it.'
      : `These may confirm what others have asked for: ${roles.join(', ')}.`,
  mayTalk: ({ roles }) =>
    roles.length === 0
      ? 'I listen to everybody.'
      : `I listen to these, and to who steers me: ${roles.join(', ')}.`,
  maySteer: ({ roles }) =>
    roles.length === 0
      ? 'Settings are changed by those who manage the server; whoever I listen to brings me in and sends me away.'
      : `These steer me, and those who manage the server: ${roles.join(', ')}.`,
  agents: ({ list }) => `Agents:\n${list}`,
  chosenHere: 'chosen here',
  ownBot: 'has a bot of its own',
  agentSelected: ({ agent }) => `${agent} talks on this server from the next \`/voice join\` on.`,
  said: 'It is being said.',
  tooMuchToSay: 'Too much is waiting to be said already. Please try again in a moment.',
  notListening: 'You are not listened to any more. `/mute-me` again changes that.',
  listeningAgain: 'You are listened to again.',
  forgotten: ({ conversations, messages }) =>
    `Deleted: ${conversations} conversation${conversations === 1 ? '' : 's'} of yours and ` +
    `${messages} message${messages === 1 ? '' : 's'} in shared ones.`,
  forgottenElsewhere:
    'You are linked with a user of the server: what you have said there, by browser or any other way, is being deleted too, and all that is remembered of you. Your account and the link stay.',
  linkCode: ({ code, url }) =>
    `Your code is \`${code}\`. Enter it within ten minutes on your account’s page` +
    (url === undefined ? ' of the server.' : `: <${url}>.`) +
    ' Show it to nobody: whoever enters it is you here.',
  linkedAlready: 'You are linked with a user of the server already. `/unlink` ends that.',
  unlinked: 'You are linked with nobody any more.',
  notLinked: 'You are linked with nobody. `/link` begins it.',
  languageSet: ({ language, isHeard }) =>
    `Your language is now ${language}.` +
    (isHeard ? '' : ' The speech recognition here knows English only.'),
  consentNotice: ({ agent }) =>
    `${agent} listens and answers in this channel. Use /mute-me if you do not want to be heard.`,
  consents: {
    recording: {
      wish: 'keep a recording of what you say',
      allow: 'Allow recording',
      refuse: 'Do not allow recording',
    },
    memory: {
      wish: 'remember facts about you for later conversations',
      allow: 'Allow remembering',
      refuse: 'Do not allow remembering',
    },
    processing: {
      wish: 'hear what you say and answer it',
      allow: 'Allow listening',
      refuse: 'Do not allow listening',
    },
  },
  consentNeeded: '(without it I do not listen to you)',
  consentQuestion: ({ agent, wishes }) =>
    `${agent} would like to:\n${wishes}\nEach answers for themselves. No answer means no; \`/consent\` changes it at any time.`,
  consentAnswered: ({ wish, isGiven }) => `${isGiven ? '✅ Allowed' : '🚫 Not allowed'}: ${wish}.`,
  nothingAsked: 'The agent asks you for nothing here.',
  guestNotice: ({ people, roles }) =>
    `${people} I do not listen to you: on this server I listen to people with one of these roles: ${roles}.`,
  fullNotice: 'I cannot talk with more people right now. Please try again in a moment.',
  recordingNotice: {
    begun: 'This conversation is being recorded from now on.',
    ended: 'This conversation is not being recorded any more.',
  },
  limitNotice: {
    session: 'The limit for this conversation is reached. I cannot answer any more.',
    user: 'Your limit for today is reached. I can answer again tomorrow.',
    agent: 'My limit for today is reached. I can answer again tomorrow.',
    day: 'The limit for today is reached. I can answer again tomorrow.',
  },
  askedToSpeakNotice: 'I have asked to speak on this stage. I will begin when a moderator lets me.',
  mayNotSpeakNotice:
    'I may not speak on this stage: I need to be made a speaker, or the permission to request to speak.',
  mutedNotice:
    'I may not speak here right now, so I am not listening either. I go on when a moderator lets me speak.',
  deafenedNotice:
    'I have been deafened on this server, so I cannot hear anybody. I go on when a moderator lets me hear again.',

  serverOnly: 'This works on a server only.',
  enterAChannel: 'Enter a voice channel, or name one.',
  noSuchChannel: 'There is no such voice channel.',
  channelFull: ({ channel }) => `${channel} is full.`,
  notInVoice: 'I am in no voice channel here. Use `/voice join`.',
  youMayNotConnect: ({ channel }) => `You may not enter ${channel} yourself.`,
  botMayNot: ({ channel, missing }) =>
    `I lack a permission in ${channel}: ${missing.map((name) => permissions[name]).join(', ')}.`,
  needsManageServer: 'You need the permission Manage Server for this.',
  needsAdmin: 'For this you need the permission Manage Server, or a role that steers me.',
  mayNotTalk: 'Your roles do not let you talk with me here.',
  busyElsewhere: ({ channel }) => `I am talking with others in ${channel}.`,
  beInTheChannel: ({ channel }) => `You have to be in ${channel} for this.`,
  noSuchAgent: 'There is no such agent. `/agent list` shows them.',
  agentIsFixed: ({ agent }) => `I am ${agent} and nobody else.`,
  noSuchLanguage: 'That is no language I know. Try a tag such as `en` or `de`.',
  agentAway: 'My agent cannot be read from the database now. Please try again.',
  databaseAway: 'The database is not available. Please try again.',
  full: 'I am in as many conversations as I can carry. Please try again later.',
  voiceUnreachable: 'I could not connect to the voice channel. Please try again.',
  failed: 'Something went wrong. Please try again.',
};
