import type { mcp as english } from '../en/mcp';
import type { Catalogue } from '../message';

export const mcp: Catalogue<keyof typeof english> = {
  'mcp.http_tools': 'Werkzeuge über HTTP',
  'mcp.servers': 'Werkzeugserver (MCP)',
  'mcp.lead':
    'Server mit Werkzeugen, über das Model Context Protocol. Agenten benutzen einige oder alle.',
  'mcp.new': 'Server hinzufügen',
  'mcp.new_lead': 'Nennen Sie Namen und Adresse. Verbunden wird sofort.',
  'mcp.none': 'Noch gibt es keinen',
  'mcp.none_hint':
    'Ein Server bringt alle seine Werkzeuge auf einmal. Auch die aus MCP_SERVERS_FILE stehen hier.',
  'mcp.delete_hint': 'Agenten, die seine Werkzeuge nennen, kommen ohne sie aus.',
  'mcp.name_hint': 'Seine Werkzeuge heißen name__werkzeug.',
  'mcp.url_hint': 'Streamable HTTP, etwa https://tools.example/mcp.',
  'mcp.tool_settings': 'Was für einzelne Werkzeuge gilt',
  'mcp.tool_settings_hint': 'Als JSON, mit den Namen des Servers: {"send": {"confirm": "always"}}.',
  'mcp.status.connected': 'Verbunden',
  'mcp.status.connecting': 'Wird verbunden',
  'mcp.status.unreachable': 'Nicht erreicht',
  'mcp.status.off': 'Aus',
  'mcp.tools_count': { one: '{count} Werkzeug', other: '{count} Werkzeuge' },
  'mcp.connection': 'Verbindung',
  'mcp.connect': 'Verbinden',
  'mcp.not_connected': 'Nicht erreicht ({duration}): {problem}',
  'mcp.configured': 'MCP_SERVERS_FILE hat ihn: Dort wird er geändert.',
  'mcp.tools_hint': 'Agenten nehmen sie mit diesen Namen, oder alle als {all}.',
  'mcp.destroys': 'Zerstört',
  'tools.confirm': 'Bevor es läuft',
  'tools.confirm.as_agent': 'Wie beim Agenten',
  'tools.confirm.always': 'Immer um ein Ja bitten',
  'tools.confirm.never': 'Nie fragen',
};
