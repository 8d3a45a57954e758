#!/bin/sh
# An agent with the tools of an MCP server, with curl: [VOXBRIDGE_API_KEY=…] examples/mcp-agent.sh [URL] [SERVER]
# SERVER is asked by streamable HTTP. That of the example is on this machine (npx -y @modelcontextprotocol/server-everything streamableHttp),
# which VoxBridge asks only with OUTBOUND_ALLOWED_HOSTS=127.0.0.1:3001. The agent and the server's row are deleted at the end.
set -eu
base=${1:-http://127.0.0.1:4900}
server=${2:-http://127.0.0.1:3001/mcp}

# rest METHOD PATH [JSON]
rest() {
  curl --silent --show-error --fail-with-body --request "$1" "$base$2" \
    --header "X-API-Key: ${VOXBRIDGE_API_KEY:-}" --header 'Content-Type: application/json' ${3:+--data "$3"}
}
# The first id in an answer.
id_of() {
  grep -o '"id":"[^"]*"' | head -n 1 | cut -d '"' -f 4
}

# A server that wants a key: "secret_headers": {"Authorization": "Bearer …"}
row=$(rest POST /api/mcp-servers '{"name": "example", "url": "'"$server"'"}' | id_of)
trap 'rest DELETE "/api/mcp-servers/$row"' EXIT
# Connects anew: which revision of the protocol both speak, and how many tools there are.
rest POST "/api/mcp-servers/$row/test"
echo
# By the names that agents use.
rest GET "/api/mcp-servers/$row/tools"
echo
agent=$(rest POST /api/agents '{
  "name": "MCP example",
  "system_prompt": "You are on the phone. Use your tools, and answer in one sentence.",
  "tools": ["example__*", "end_call"]
}' | id_of)
trap 'rest DELETE "/api/agents/$agent"; rest DELETE "/api/mcp-servers/$row"' EXIT
rest GET "/api/agents/$agent"
echo
