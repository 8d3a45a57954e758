import type { conversations as english } from '../en/conversations';
import type { Catalogue } from '../message';

export const conversations: Catalogue<keyof typeof english> = {
  'conversations.search': 'Suchen, was gesagt wurde',
  'conversations.all_agents': 'Alle Agenten',
  'conversations.channel': 'Kanal',
  'conversations.all_channels': 'Alle Kanäle',
  'conversations.live_only': 'Gerade live',
  'conversations.live': 'Live',
  'conversations.none': 'Noch keine Gespräche',
  'conversations.none_hint':
    'Sprechen Sie mit einem Agenten, und was Sie beide sagen, bleibt hier.',
  'conversations.none_found': 'Nichts gefunden',
  'conversations.none_found_hint': 'Versuchen Sie andere Wörter oder nehmen Sie einen Filter weg.',
  'conversations.messages': { one: '{count} Nachricht', other: '{count} Nachrichten' },
  'conversations.untitled': 'Gespräch vom {when}',
  'conversations.actions': 'Mehr zu „{title}“',
  'conversations.take_up': 'Weitersprechen',
  'conversations.rename': 'Umbenennen',
  'conversations.download_markdown': 'Zum Lesen herunterladen',
  'conversations.download_jsonl': 'Als Daten herunterladen',
  'conversations.end': 'Auflegen',
  'conversations.delete': 'Löschen',
  'conversations.delete_title': 'Dieses Gespräch löschen?',
  'conversations.delete_hint':
    '„{title}“ wird mit allen Worten endgültig gelöscht. Wer darin spricht, wird getrennt.',
  'conversations.title': 'Titel',
  'conversations.title_hint': 'Bleibt er leer, heißt das Gespräch nach seinem Beginn.',
  'conversations.earlier': 'Zeigen, was vorher gesagt wurde',
  'conversations.silent': 'Es wurde nichts gesagt',
  'conversations.answering': 'Der Agent antwortet …',
  'conversations.speaking': 'Jemand spricht …',
  'conversations.interrupted_here': 'hier unterbrochen',
  'channel.webrtc': 'Browser',
  'channel.discord': 'Discord',
  'channel.websocket': 'Socket',
};
