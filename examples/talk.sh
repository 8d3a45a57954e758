#!/bin/sh
# A session by REST, with curl: [VOXBRIDGE_API_KEY=…] examples/talk.sh [URL]
# /api/openapi.json of the server describes every route; /api/docs shows them.
set -eu
base=${1:-http://127.0.0.1:4900}

# rest METHOD PATH [JSON]
rest() {
  curl --silent --show-error --fail-with-body --request "$1" "$base$2" \
    --header "X-API-Key: ${VOXBRIDGE_API_KEY:-}" --header 'Content-Type: application/json' ${3:+--data "$3"}
}
# The first id in an answer.
id_of() {
  grep -o '"id":"[^"]*"' | head -n 1 | cut -d '"' -f 4
}

agent=$(rest POST /api/agents '{"name":"Example","system_prompt":"Be brief."}' | id_of)
trap 'rest DELETE "/api/agents/$agent"' EXIT
session=$(rest POST /api/sessions "{\"user_id\":\"ann\",\"agent_id\":\"$agent\"}" | id_of)
rest POST "/api/sessions/$session/messages" '{"role":"user","content":"I am allergic to nuts."}'
echo
rest GET "/api/sessions/$session/messages"
echo
rest POST "/api/sessions/$session/export?format=markdown"
rest DELETE "/api/sessions/$session"
