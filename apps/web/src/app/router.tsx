import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';

import type { Texts } from '../i18n/texts';
import { TalkPage } from '../talk/talk-page';
import { auditSearch } from './audit-search';
import { conversationSearch } from './conversation-search';
import { groupSearch } from './group-search';
import { providerRole, providerRoleAndId, providerSearch } from './provider-role';
import { ErrorPage } from './error-page';
import { Frame } from './frame';
import { NotFoundPage } from './not-found-page';
import { PendingPage } from './pending-page';

/**
 * Which address shows which page. Addresses are in the fragment (`/#/conversations`): the server has one file to give, whatever path
 * of a reverse proxy it lies below. All but Talk is loaded when it is asked for.
 */
export function createAppRouter(texts: Texts) {
  const root = createRootRoute({ component: Frame });
  const talk = createRoute({ getParentRoute: () => root, path: '/', component: TalkPage });
  const pages = createRoute({
    getParentRoute: () => root,
    id: 'pages',
    loader: () => texts.loadPages(),
    component: lazyRouteComponent(() => import('../pages/pages-layout'), 'PagesLayout'),
  });
  const conversations = createRoute({
    getParentRoute: () => pages,
    path: 'conversations',
    validateSearch: conversationSearch,
    component: lazyRouteComponent(
      () => import('../pages/conversations/conversations-page'),
      'ConversationsPage',
    ),
  });
  const conversation = createRoute({
    getParentRoute: () => pages,
    path: 'conversations/$id',
    component: lazyRouteComponent(
      () => import('../pages/conversations/conversation-page'),
      'ConversationPage',
    ),
  });
  const turn = createRoute({
    getParentRoute: () => pages,
    path: 'turns/$id',
    component: lazyRouteComponent(() => import('../pages/turns/turn-page'), 'TurnPage'),
  });
  const agents = createRoute({
    getParentRoute: () => pages,
    path: 'agents',
    component: lazyRouteComponent(() => import('../pages/agents/agents-page'), 'AgentsPage'),
  });
  const newAgent = createRoute({
    getParentRoute: () => pages,
    path: 'agents/new',
    component: lazyRouteComponent(() => import('../pages/agents/agent-page'), 'NewAgentPage'),
  });
  const agent = createRoute({
    getParentRoute: () => pages,
    path: 'agents/$id',
    component: lazyRouteComponent(() => import('../pages/agents/agent-page'), 'AgentPage'),
  });
  const providers = createRoute({
    getParentRoute: () => pages,
    path: 'providers',
    validateSearch: providerSearch,
    component: lazyRouteComponent(
      () => import('../pages/providers/providers-page'),
      'ProvidersPage',
    ),
  });
  const newProvider = createRoute({
    getParentRoute: () => pages,
    path: 'providers/$role/new',
    params: { parse: providerRole, stringify: providerRole },
    component: lazyRouteComponent(
      () => import('../pages/providers/provider-page'),
      'NewProviderPage',
    ),
  });
  const provider = createRoute({
    getParentRoute: () => pages,
    path: 'providers/$role/$id',
    params: { parse: providerRoleAndId, stringify: providerRoleAndId },
    component: lazyRouteComponent(() => import('../pages/providers/provider-page'), 'ProviderPage'),
  });
  const tools = createRoute({
    getParentRoute: () => pages,
    path: 'tools',
    component: lazyRouteComponent(() => import('../pages/tools/tools-page'), 'ToolsPage'),
  });
  const newTool = createRoute({
    getParentRoute: () => pages,
    path: 'tools/new',
    component: lazyRouteComponent(() => import('../pages/tools/tool-page'), 'NewToolPage'),
  });
  const tool = createRoute({
    getParentRoute: () => pages,
    path: 'tools/$id',
    component: lazyRouteComponent(() => import('../pages/tools/tool-page'), 'ToolPage'),
  });
  const mcpServers = createRoute({
    getParentRoute: () => pages,
    path: 'mcp-servers',
    component: lazyRouteComponent(() => import('../pages/mcp/mcp-servers-page'), 'McpServersPage'),
  });
  const newMcpServer = createRoute({
    getParentRoute: () => pages,
    path: 'mcp-servers/new',
    component: lazyRouteComponent(() => import('../pages/mcp/mcp-server-page'), 'NewMcpServerPage'),
  });
  const mcpServer = createRoute({
    getParentRoute: () => pages,
    path: 'mcp-servers/$id',
    component: lazyRouteComponent(() => import('../pages/mcp/mcp-server-page'), 'McpServerPage'),
  });
  const health = createRoute({
    getParentRoute: () => pages,
    path: 'health',
    component: lazyRouteComponent(() => import('../pages/health/health-page'), 'HealthPage'),
  });
  const figures = createRoute({
    getParentRoute: () => pages,
    path: 'figures',
    component: lazyRouteComponent(() => import('../pages/figures/figures-page'), 'FiguresPage'),
  });
  const now = createRoute({
    getParentRoute: () => pages,
    path: 'now',
    component: lazyRouteComponent(() => import('../pages/now/now-page'), 'NowPage'),
  });
  const settings = createRoute({
    getParentRoute: () => pages,
    path: 'settings',
    component: lazyRouteComponent(() => import('../pages/settings/settings-page'), 'SettingsPage'),
  });
  const people = createRoute({
    getParentRoute: () => pages,
    path: 'people',
    component: lazyRouteComponent(() => import('../pages/people/people-page'), 'PeoplePage'),
  });
  const newPerson = createRoute({
    getParentRoute: () => pages,
    path: 'people/new',
    component: lazyRouteComponent(() => import('../pages/people/person-page'), 'NewPersonPage'),
  });
  const person = createRoute({
    getParentRoute: () => pages,
    path: 'people/$id',
    component: lazyRouteComponent(() => import('../pages/people/person-page'), 'PersonPage'),
  });
  const groups = createRoute({
    getParentRoute: () => pages,
    path: 'groups',
    validateSearch: groupSearch,
    component: lazyRouteComponent(() => import('../pages/groups/groups-page'), 'GroupsPage'),
  });
  const group = createRoute({
    getParentRoute: () => pages,
    path: 'groups/$id',
    component: lazyRouteComponent(() => import('../pages/groups/group-page'), 'GroupPage'),
  });
  const keys = createRoute({
    getParentRoute: () => pages,
    path: 'keys',
    component: lazyRouteComponent(() => import('../pages/keys/keys-page'), 'KeysPage'),
  });
  const audit = createRoute({
    getParentRoute: () => pages,
    path: 'audit',
    validateSearch: auditSearch,
    component: lazyRouteComponent(() => import('../pages/audit/audit-page'), 'AuditPage'),
  });
  const guide = createRoute({
    getParentRoute: () => pages,
    path: 'guide',
    component: lazyRouteComponent(() => import('../pages/guide/guide-page'), 'GuidePage'),
  });
  const account = createRoute({
    getParentRoute: () => pages,
    path: 'account',
    component: lazyRouteComponent(() => import('../pages/account/account-page'), 'AccountPage'),
  });
  const ofConversations = [conversations, conversation, turn] as const;
  const ofAgents = [agents, newAgent, agent] as const;
  const ofServer = [
    providers,
    newProvider,
    provider,
    tools,
    newTool,
    tool,
    now,
    figures,
    health,
  ] as const;
  const ofMcp = [mcpServers, newMcpServer, mcpServer] as const;
  const ofGroups = [groups, group] as const;
  const ofAccess = [settings, people, newPerson, person, keys, audit, guide, account] as const;
  return createRouter({
    routeTree: root.addChildren([
      talk,
      pages.addChildren([
        ...ofConversations,
        ...ofAgents,
        ...ofServer,
        ...ofMcp,
        ...ofGroups,
        ...ofAccess,
      ]),
    ]),
    history: createHashHistory(),
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
    defaultPendingComponent: PendingPage,
    defaultPreload: 'intent',
    scrollRestoration: true,
  });
}

export type AppRouter = ReturnType<typeof createAppRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter;
  }
}
