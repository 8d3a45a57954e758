import type { forms as english } from '../en/forms';
import type { Catalogue } from '../message';

export const forms: Catalogue<keyof typeof english> = {
  'form.as_server': 'Wie auf dem Server',
  'form.empty_is_server': 'Leer: wie auf dem Server.',
  'form.kept': 'Bleibt, wie es ist',
  'form.take_away': 'Entfernen',
  'form.no_json': 'Das ist kein JSON.',
  'form.no_number': 'Das ist keine Zahl.',
  'form.saved': 'Gespeichert. Ab dem nächsten Zug gilt es.',
  'form.changed': 'Noch nicht gespeichert.',
  'form.leave': 'Ihre Änderungen sind nicht gespeichert. Trotzdem verlassen?',
  'form.wrong': {
    one: '{count} Feld braucht einen anderen Wert.',
    other: '{count} Felder brauchen andere Werte.',
  },
  'form.more': 'Mehr Einstellungen',
};
