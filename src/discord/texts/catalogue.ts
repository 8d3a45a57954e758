import type { ConsentKind } from '@vox/protocol';
import type { LimitScope } from '@vox/voice-core';

/** How a command, a subcommand or an option is called and explained in Discord's own menus. */
export type CommandWords = { readonly name: string; readonly description: string };

export type CommandKey =
  | 'voice'
  | 'join'
  | 'leave'
  | 'status'
  | 'captions'
  | 'confirm'
  | 'talk'
  | 'steer'
  | 'agent'
  | 'agentList'
  | 'agentSelect'
  | 'say'
  | 'muteMe'
  | 'forget'
  | 'link'
  | 'unlink'
  | 'consent'
  | 'language';

export type OptionKey = 'channel' | 'agent' | 'role' | 'state' | 'text' | 'tag';

/** What one has in a voice channel. */
export type VoicePermission = 'view' | 'connect' | 'speak';
export type MissingPermission = VoicePermission | 'send' | 'sendInThreads' | 'manageThreads';

/** Everything that people read of the bot, in one language. Channel names come as Discord mentions. */
export type Catalogue = {
  readonly commands: Readonly<Record<CommandKey, CommandWords>>;
  readonly options: Readonly<Record<OptionKey, CommandWords>>;
  readonly choices: { readonly on: string; readonly off: string };

  readonly joined: (words: { channel: string; agent: string }) => string;
  readonly left: string;
  readonly statusOf: (words: {
    channel: string;
    agent: string;
    mode: 'personal' | 'room';
    status: 'connecting' | 'ready' | 'recovering';
    /** Why it is not ready, in the log's words. */
    reason: string | undefined;
    isListenedTo: boolean;
  }) => string;
  readonly captionsOn: (words: { channel: string }) => string;
  readonly captionsOff: string;
  /** Who may say yes to what others have asked for, as Discord mentions. */
  readonly mayConfirm: (words: { roles: readonly string[] }) => string;
  /** Who is heard, and who steers the bot; as Discord mentions. */
  readonly mayTalk: (words: { roles: readonly string[] }) => string;
  readonly maySteer: (words: { roles: readonly string[] }) => string;
  readonly agents: (words: { list: string }) => string;
  readonly chosenHere: string;
  readonly ownBot: string;
  readonly agentSelected: (words: { agent: string }) => string;
  readonly said: string;
  readonly tooMuchToSay: string;
  readonly notListening: string;
  readonly listeningAgain: string;
  readonly forgotten: (words: { conversations: number; messages: number }) => string;
  /** Behind the words before, to somebody who is linked with a user. */
  readonly forgottenElsewhere: string;
  /** `url`: of the page that takes the code, where it is known. */
  readonly linkCode: (words: { code: string; url: string | undefined }) => string;
  readonly linkedAlready: string;
  readonly unlinked: string;
  readonly notLinked: string;
  /** `isHeard`: the speech recognition takes that language. */
  readonly languageSet: (words: { language: string; isHeard: boolean }) => string;
  /** Said or written when the bot joins. */
  readonly consentNotice: (words: { agent: string }) => string;
  /** What an agent would like to do, and the buttons that allow it or do not (80 characters at most). */
  readonly consents: Readonly<
    Record<ConsentKind, { readonly wish: string; readonly allow: string; readonly refuse: string }>
  >;
  /** Behind a wish without which nobody is listened to. */
  readonly consentNeeded: string;
  /** Written with buttons. `wishes`: a line each. */
  readonly consentQuestion: (words: { agent: string; wishes: string }) => string;
  readonly consentAnswered: (words: { wish: string; isGiven: boolean }) => string;
  readonly nothingAsked: string;
  /** Written to those whose roles do not let them be heard: their mentions, and those of the roles that would. */
  readonly guestNotice: (words: { people: string; roles: string }) => string;
  /** Written when somebody is not listened to because the server has no capacity left. */
  readonly fullNotice: string;
  /** Written when what is said is recorded, or when it is not any more. */
  readonly recordingNotice: { readonly begun: string; readonly ended: string };
  /** Written when nothing may be spent any more: on this conversation, or today. */
  readonly limitNotice: Readonly<Record<LimitScope, string>>;
  readonly askedToSpeakNotice: string;
  readonly mayNotSpeakNotice: string;
  /** Written when the bot may not speak (any more); it does not listen then. */
  readonly mutedNotice: string;
  /** Written when a moderator has taken the bot's hearing. */
  readonly deafenedNotice: string;

  readonly serverOnly: string;
  readonly enterAChannel: string;
  readonly noSuchChannel: string;
  readonly channelFull: (words: { channel: string }) => string;
  readonly notInVoice: string;
  readonly youMayNotConnect: (words: { channel: string }) => string;
  readonly botMayNot: (words: { channel: string; missing: readonly MissingPermission[] }) => string;
  readonly needsManageServer: string;
  readonly needsAdmin: string;
  readonly mayNotTalk: string;
  readonly busyElsewhere: (words: { channel: string }) => string;
  readonly beInTheChannel: (words: { channel: string }) => string;
  readonly noSuchAgent: string;
  readonly agentIsFixed: (words: { agent: string }) => string;
  readonly noSuchLanguage: string;
  readonly agentAway: string;
  readonly databaseAway: string;
  readonly full: string;
  readonly voiceUnreachable: string;
  readonly failed: string;
};
