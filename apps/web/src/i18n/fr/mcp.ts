import type { mcp as english } from '../en/mcp';
import type { Catalogue } from '../message';

export const mcp: Catalogue<keyof typeof english> = {
  'mcp.http_tools': 'Outils par HTTP',
  'mcp.servers': 'Serveurs d’outils (MCP)',
  'mcp.lead':
    'Des serveurs qui ont des outils, par le Model Context Protocol. Les agents en utilisent quelques-uns, ou tous.',
  'mcp.new': 'Ajouter un serveur',
  'mcp.new_lead': 'Donnez son nom et son adresse. La connexion est immédiate.',
  'mcp.none': 'Il n’y en a pas encore',
  'mcp.none_hint':
    'Un serveur apporte tous ses outils d’un coup. Ceux de MCP_SERVERS_FILE sont ici aussi.',
  'mcp.delete_hint': 'Les agents qui nomment ses outils s’en passent.',
  'mcp.name_hint': 'Ses outils s’appellent nom__outil.',
  'mcp.url_hint': 'HTTP en continu, par exemple https://tools.example/mcp.',
  'mcp.tool_settings': 'Ce qui vaut pour certains outils',
  'mcp.tool_settings_hint': 'En JSON, avec les noms du serveur : {"send": {"confirm": "always"}}.',
  'mcp.status.connected': 'Connecté',
  'mcp.status.connecting': 'Connexion…',
  'mcp.status.unreachable': 'Injoignable',
  'mcp.status.off': 'Désactivé',
  'mcp.tools_count': { one: '{count} outil', other: '{count} outils' },
  'mcp.connection': 'Connexion au serveur',
  'mcp.connect': 'Connecter',
  'mcp.not_connected': 'Injoignable ({duration}) : {problem}',
  'mcp.configured': 'MCP_SERVERS_FILE le contient : il se change là.',
  'mcp.tools_hint': 'Les agents les prennent par ces noms, ou tous par {all}.',
  'mcp.destroys': 'Détruit',
  'tools.confirm': 'Avant qu’il agisse',
  'tools.confirm.as_agent': 'Comme l’agent',
  'tools.confirm.always': 'Toujours demander un oui',
  'tools.confirm.never': 'Ne jamais demander',
};
