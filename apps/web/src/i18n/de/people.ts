import type { people as english } from '../en/people';
import type { Catalogue } from '../message';

export const people: Catalogue<keyof typeof english> = {
  'server.people': 'Personen',
  'people.lead': 'Wer hier ein Konto hat, mit eigenen Schlüsseln und Gesprächen.',
  'people.new': 'Jemanden hinzufügen',
  'people.new_lead': 'Ein Name genügt. Wer sich anmeldet, bekommt sein Konto von selbst.',
  'people.none': 'Noch hat niemand ein Konto',
  'people.none_hint':
    'Konten entstehen hier, und von selbst, wenn sich jemand anmeldet. Allein an diesem Rechner braucht niemand eins.',
  'people.account': 'Konto',
  'people.name': 'Name',
  'people.email': 'E-Mail-Adresse',
  'people.role': 'Rolle',
  'people.role_hint': 'Was sie nach der Anmeldung dürfen. Ein Schlüssel hat eigene Rechte.',
  'people.role.owner': 'Eigentümer',
  'people.role.admin': 'Administrator',
  'people.role.member': 'Mitglied',
  'people.role.guest': 'Gast',
  'people.is_active': 'Zugelassen',
  'people.is_active_hint':
    'Sonst gelten weder Schlüssel noch Anmeldungen. Was ihnen gehört, bleibt.',
  'people.inactive': 'Nicht zugelassen',
  'people.what_they_did': 'Was sie geändert haben',
  'people.delete_hint':
    'Auch die Schlüssel gehen. Wer Gespräche hat, wird stattdessen unten gelöscht.',
  'people.memory': 'Was Agenten sich merken',
  'people.memory_allowed': 'Agenten dürfen sich merken, was gesagt wird',
  'people.memory_hint':
    'Über ein Gespräch hinaus. Ohne Erlaubnis wird nichts mehr gemerkt und keinem Modell etwas davon gesagt.',
  'people.memory_none': 'Gemerkt ist nichts.',
  'people.fact': 'Was gemerkt ist',
  'people.put_right': 'Berichtigen',
  'people.forget': 'Vergessen',
  'people.forget_all': 'Alles vergessen',
  'people.forget_all_hint': 'Die Agenten fangen neu an. Die Gespräche bleiben.',
  'people.data': 'Was aufbewahrt wird',
  'people.data_hint': 'Konto, Gespräche, was gesagt wurde, und was darüber verzeichnet ist.',
  'people.export': 'Alles herunterladen',
  'people.erase': 'Löschen',
  'people.erase_title': 'Alles löschen, was es von {name} gibt?',
  'people.erase_hint':
    'Laufende Gespräche werden beendet, dann wird alles für immer gelöscht. Was bleiben soll, laden Sie vorher herunter.',
  'people.keep_account': 'Konto und Schlüssel behalten',
  'people.erasing': 'Wird gelöscht …',
  'people.erased': { one: 'Gelöscht: {count} Zeile.', other: 'Gelöscht: {count} Zeilen.' },
  'account.may': 'Wer Sie hier sind',
  'account.is_server':
    'Niemand Bestimmtes: Sie kommen von diesem Rechner oder mit dem Schlüssel des Servers und dürfen alles.',
  'account.logins': 'Wo Sie angemeldet sind',
  'account.this_browser': 'Dieser Browser',
  'account.unknown_browser': 'Ein Browser',
  'account.seen': 'zuletzt {when}',
  'account.discord': 'Wer Sie in Discord sind',
  'account.discord_code': 'Code',
  'account.discord_hint':
    'Geben Sie in Discord /link ein und hier den Code, den der Bot Ihnen nennt. Geben Sie keinen Code ein, den Ihnen jemand geschickt hat: Der spräche dann in Ihrem Namen.',
  'account.discord_link': 'Das bin ich',
  'account.discord_is':
    'Der Discord-Benutzer {id}. Was Sie dort allein mit einem Agenten sprechen, steht unter Ihren Gesprächen.',
  'account.discord_ends':
    'Wenn Sie es beenden, bleiben diese Gespräche beim Discord-Benutzer und sind hier nicht mehr zu sehen.',
  'account.discord_unlink': 'Beenden',
  'account.discord_no_code':
    'Der Code gilt nicht (mehr). Geben Sie in Discord noch einmal /link ein.',
};
