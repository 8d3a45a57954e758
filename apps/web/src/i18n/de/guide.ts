import type { guide as english } from '../en/guide';
import type { Catalogue } from '../message';

export const guide: Catalogue<keyof typeof english> = {
  'server.guide': 'Anleitung',
  'guide.back': 'Zur Anleitung',
  'guide.lead':
    'Von „es spricht“ bis „es ist auf meinem Discord, mit meinem Modell“. Jeder Schritt wird geprüft, indem er getan wird.',
  'guide.progress': '{done} von {all} erledigt',
  'guide.state.open': 'Zu tun',
  'guide.state.checking': 'Wird geprüft …',
  'guide.state.done': 'Erledigt',
  'guide.state.failed': 'Noch nicht',
  'guide.speech': 'Es hört Sie und spricht',
  'guide.speech_hint':
    'Drücken Sie den Knopf, erlauben Sie das Mikrofon und sagen Sie einen Satz. Er wird hier verstanden und zurückgesagt.',
  'guide.speech_check': 'Einen Satz sagen',
  'guide.say_something': 'Bitte sprechen, Sie haben sechs Sekunden …',
  'guide.heard': 'Verstanden: „{text}“',
  'guide.heard_nothing':
    'Kein Wort wurde verstanden. Prüfen Sie das Mikrofon und sprechen Sie lauter.',
  'guide.no_recorder': 'Dieser Browser nimmt nichts auf. Sprechen Sie stattdessen mit dem Agenten.',
  'guide.says_back': 'Was verstanden wurde, mit der Stimme des Agenten',
  'guide.model': 'Ein Modell antwortet',
  'guide.model_hint':
    'Der Demo-Antworter ist keine KI. Fügen Sie einen eigenen Server hinzu (Ollama, LM Studio, llama.cpp) oder einen Dienst mit Schlüssel.',
  'guide.model_check': 'Das Modell fragen',
  'guide.add_model': 'Server eines Modells hinzufügen',
  'guide.no_model':
    'Nur der Demo-Antworter ist da. Fügen Sie einen Server hinzu, der ein Modell hat.',
  'guide.model_answers': '{name} hat nach {duration} geantwortet.',
  'guide.agent': 'Ein eigener Agent',
  'guide.agent_hint':
    'Geben Sie ihm Namen und Aufgabe, wählen Sie seine Stimme und was er tun darf, und sprechen Sie einmal mit ihm.',
  'guide.agent_check': 'Noch einmal nachsehen',
  'guide.talk_to': 'Mit {name} sprechen',
  'guide.no_agent': 'Es gibt nur den Agenten, der mit dem Server kam.',
  'guide.agent_unheard': 'Mit {name} hat noch niemand gesprochen.',
  'guide.agent_answered': '{name} hat geantwortet, durch {llm}.',
  'guide.discord': 'Es ist auf Ihrem Discord',
  'guide.discord_hint':
    'Ein Bot, der Ihnen gehört, auf einem Server Ihrer Wahl. Das dauert fünf Minuten.',
  'guide.discord_check': 'Noch einmal nachsehen',
  'guide.discord_application': 'Machen Sie eine Anwendung und kopieren Sie ihr Token unter „Bot“',
  'guide.discord_token':
    'Geben Sie das Token Ihrem Agenten, in seinen Einstellungen unter „Discord“',
  'guide.discord_invite':
    'Laden Sie den Bot ein, gehen Sie in einen Sprachkanal und tippen Sie /voice join',
  'guide.application_id': 'Id der Anwendung',
  'guide.application_id_hint': 'Dort unter „General Information“. Daraus wird die Einladung.',
  'guide.invite_now': 'Den Bot einladen',
  'guide.no_token': 'Kein Bot hat ein Token.',
  'guide.no_guild': 'Der Bot ist angemeldet und noch auf keinem Server.',
  'guide.in_guilds': 'Er ist auf: {names}.',
  'guide.opening': 'Wer herein darf',
  'guide.opening_hint':
    'Bevor andere den Server erreichen, fragt er, wer sie sind. Die Seite klopft an wie jemand, der nichts mitbringt.',
  'guide.opening_check': 'Anklopfen',
  'guide.alone':
    'Sie erreichen ihn an diesem Rechner, und er fragt niemanden. Schließen Sie ihn, bevor Sie ihn für andere öffnen.',
  'guide.open_to_all':
    'Er lässt jeden herein. Setzen Sie einen Schlüssel, oder lassen Sie Leute sich anmelden.',
  'guide.closed_by_key': 'Geschlossen: Ohne Schlüssel kommt niemand herein.',
  'guide.closed_by_login':
    'Geschlossen: Leute melden sich an, Programme bringen einen Schlüssel mit.',
  'guide.opening_self':
    'Für Sie allein, von anderswo: PUBLIC_URL und HOST in .env; der Start gibt einen Link aus, der Sie anmeldet.',
  'guide.opening_several': 'Für mehrere: OIDC_ISSUER und OIDC_CLIENT_ID in .env.',
  'guide.opening_programs': 'Für Programme und Geräte: je ein Schlüssel',
  'guide.shown': 'Diese Anleitung beim Sprechen anbieten',
  'guide.shown_hint': 'Solange es nur den ersten Agenten gibt. Hier bleibt sie in jedem Fall.',
};
