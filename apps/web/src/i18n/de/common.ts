import type { common as english } from '../en/common';
import type { Catalogue } from '../message';

export const common: Catalogue<keyof typeof english> = {
  'common.save': 'Speichern',
  'common.edit': 'Bearbeiten',
  'common.delete': 'Löschen',
  'server.tools': 'Werkzeuge',
  'server.providers': 'Server',
  'server.figures': 'Zahlen',
  'server.now': 'Jetzt',
  'server.health': 'Gesundheit',
  'common.close': 'Schließen',
  'access.title': 'Anmelden',
  'access.lead':
    'Dieser Server fragt, wer Sie sind. Geben Sie den API-Schlüssel ein, den Sie vom Betreiber haben; er bleibt, bis Sie diesen Tab schließen.',
  'access.apart':
    'Die Anmeldung öffnet sich in einem anderen Tab. Kommen Sie danach hierher zurück: Was Sie gerade schreiben, ist noch da.',
  'access.sign_in': 'Anmelden',
  'access.empty': 'Geben Sie einen Schlüssel ein.',
  'access.refused': 'Der Server kennt diesen Schlüssel nicht.',
  'failure.title': 'Das ging nicht',
  'failure.unreachable': 'Der Server antwortet nicht.',
  'failure.forbidden': 'Ihr Schlüssel erlaubt das nicht.',
  'failure.not_found': 'Es ist nicht da, oder nicht mehr.',
  'failure.refused': 'Der Server hat es abgelehnt.',
  'failure.broken': 'Der Server konnte es nicht tun.',
};
