import { answerOf, type ApiClient, type Schemas } from '@vox/api-client';

/** What the images show, by its ids. */
export type Shown = { readonly agentId: string; readonly toolId: string };

const TITLES = [
  'The train to Lyon',
  'Ideas for the garden in spring',
  'What the oven wants',
  'A letter to the harbour office',
];
const NAMES = ['Ann Marchetti', 'Ben', 'Cleo Adeyemi', 'Dag'];

/** Agents, tools, people and conversations as somebody has them after a while. */
export async function show(api: ApiClient, modelUrl: string): Promise<Shown> {
  const model = {
    name: 'Attic',
    kind: 'local' as const,
    base_url: modelUrl,
    default_model: 'llama3.2',
  };
  answerOf(await api.POST('/api/providers', { body: model }));
  const tool = answerOf(
    await api.POST('/api/tools', {
      body: {
        name: 'book_table',
        description: 'Books a table at the restaurant, for a day, a time and a number of people.',
        url: 'https://n8n.example/webhook/book-table',
        workflow: 'n8n',
        parameters: {
          type: 'object',
          properties: { day: { type: 'string', format: 'date' }, people: { type: 'integer' } },
          required: ['day', 'people'],
        },
      },
    }),
  );
  const order = {
    name: 'look_up_order',
    description: 'Tells where an order is, by its number.',
    url: 'https://shop.example/orders/{order_id}',
    parameters: {
      type: 'object',
      properties: { order_id: { type: 'string' } },
      required: ['order_id'],
    },
  };
  answerOf(await api.POST('/api/tools', { body: order }));
  const agent = answerOf(
    await api.POST('/api/agents', {
      body: {
        name: 'Night desk',
        system_prompt:
          'You answer the telephone of a small hotel at night. Be brief, warm and exact.',
        greeting: 'Hotel Azur, good evening.',
        tts_voice: 'flite:slt',
        tools: ['current_time', 'end_call', tool.name],
      },
    }),
  );
  answerOf(
    await api.POST('/api/users', {
      body: { display_name: 'Ann Marchetti', email: 'ann@example.org' },
    }),
  );
  for (const [index, title] of TITLES.entries()) {
    const session = await made(api, { title, user_name: NAMES[index] ?? '', agent_id: agent.id });
    await said(
      api,
      session.id,
      'Is the kitchen still open?',
      'Until ten. Shall I keep you a table?',
    );
  }
  return { agentId: agent.id, toolId: tool.id };
}

async function made(
  api: ApiClient,
  body: { readonly title: string; readonly user_name: string; readonly agent_id: string },
): Promise<Schemas['Session']> {
  const user_id = body.user_name.toLowerCase().replace(/\W+/gu, '-');
  return answerOf(await api.POST('/api/sessions', { body: { ...body, user_id } }));
}

async function said(api: ApiClient, id: string, user: string, assistant: string): Promise<void> {
  const params = { path: { id } };
  for (const body of [
    { role: 'user' as const, content: user },
    { role: 'assistant' as const, content: assistant },
  ])
    answerOf(await api.POST('/api/sessions/{id}/messages', { params, body }));
}
