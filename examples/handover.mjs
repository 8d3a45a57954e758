// Two agents, the first of which hands over to the second: [VOXBRIDGE_API_KEY=…] node examples/handover.mjs [URL] [TEXT]
// Needs a language model that calls tools. Both agents are deleted at the end.
const base = process.argv[2] ?? 'http://127.0.0.1:4900';
const text = process.argv[3] ?? 'My bill is wrong: please put me through to the bookkeeping.';
const key = process.env.VOXBRIDGE_API_KEY ?? '';

async function rest(method, path, body) {
  const headers = { 'X-API-Key': key, 'Content-Type': 'application/json' };
  const answer = await fetch(base + path, { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
  return answer.status === 204 ? undefined : answer.json();
}

const bookkeeping = await rest('POST', '/api/agents', {
  name: 'Bookkeeping',
  system_prompt: 'You are the bookkeeping, on the phone. Ask for the number of the bill.',
});
const reception = await rest('POST', '/api/agents', {
  name: 'Reception',
  system_prompt: 'You are the reception, on the phone. Bills are a matter of Bookkeeping.',
  transfer_to: [bookkeeping.id],
});
try {
  await talk(reception.id);
} finally {
  await rest('DELETE', `/api/agents/${reception.id}`);
  await rest('DELETE', `/api/agents/${bookkeeping.id}`);
}

/** Types one text, prints who answers, and hangs up once the second agent has. */
function talk(agentId) {
  const url = `${base.replace(/^http/u, 'ws')}/ws/voice?api_key=${encodeURIComponent(key)}`;
  const socket = new WebSocket(url);
  const send = (event, data) => socket.send(JSON.stringify({ event, data }));
  let agent;
  let lastTurnId;
  return new Promise((resolve, reject) => {
    socket.onopen = () => send('start', { agent_id: agentId });
    socket.onerror = () => reject(new Error('the connection failed'));
    socket.onclose = resolve;
    socket.onmessage = ({ data: message }) => {
      if (typeof message !== 'string') return;
      const { event, data } = JSON.parse(message);
      if (event === 'session_started') {
        agent = data.agent.name;
        send('text_message', { text });
      }
      if (event === 'agent_changed') {
        console.log(`${data.from.name} hands over to ${data.agent.name}`);
        agent = data.agent.name;
      }
      if (event === 'ai_response_complete') {
        console.log(`${agent}: ${data.text}`);
        if (agent === 'Bookkeeping') lastTurnId = data.turn_id;
      }
      if (event === 'turn_complete' && data.turn_id === lastTurnId) socket.close();
      if (event === 'error') reject(new Error(data.message));
    };
  });
}
