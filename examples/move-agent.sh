#!/bin/sh
# An agent from one server to another, with curl: [VOXBRIDGE_API_KEY=…] examples/move-agent.sh AGENT_ID [FROM] [TO] [FILE]
# VOXBRIDGE_API_KEY_TO is the key of TO, where it has another one. FILE keeps the document, which holds no secrets.
# Providers, tools and other agents are found by name: where TO has one of them not, it says which, and nothing is made.
set -eu
agent=${1:?AGENT_ID of the agent to move}
from=${2:-http://127.0.0.1:4900}
to=${3:-$from}
file=${4:-agent.json}

# rest KEY METHOD URL [OPTIONS…]
rest() {
  key=$1 method=$2 url=$3
  shift 3
  curl --silent --show-error --fail-with-body --request "$method" "$url" \
    --header "X-API-Key: $key" --header 'Content-Type: application/json' "$@"
}

rest "${VOXBRIDGE_API_KEY:-}" GET "$from/api/agents/$agent/export" > "$file"
# Called "Ada 2" where TO has an Ada; on_conflict=overwrite sets that one instead.
rest "${VOXBRIDGE_API_KEY_TO:-${VOXBRIDGE_API_KEY:-}}" POST "$to/api/agents/import?on_conflict=rename" --data "@$file"
echo
