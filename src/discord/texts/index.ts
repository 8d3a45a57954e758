export type {
  Catalogue,
  CommandKey,
  MissingPermission,
  OptionKey,
  VoicePermission,
} from './catalogue';
export { languages, textsFor } from './languages';
export { choiceWords, commandWords, optionWords } from './localizations';
