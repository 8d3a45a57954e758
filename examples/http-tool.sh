#!/bin/sh
# An agent that can look up the weather, with curl: [VOXBRIDGE_API_KEY=…] examples/http-tool.sh [URL] [SERVER]
# The tool asks SERVER (open-meteo.com, which wants no key) by HTTP. The agent and the tool are deleted at the end.
set -eu
base=${1:-http://127.0.0.1:4900}
server=${2:-https://api.open-meteo.com}

# rest METHOD PATH [JSON]
rest() {
  curl --silent --show-error --fail-with-body --request "$1" "$base$2" \
    --header "X-API-Key: ${VOXBRIDGE_API_KEY:-}" --header 'Content-Type: application/json' ${3:+--data "$3"}
}
# The first id in an answer.
id_of() {
  grep -o '"id":"[^"]*"' | head -n 1 | cut -d '"' -f 4
}

tool=$(rest POST /api/tools '{
  "name": "current_weather",
  "description": "Tells the temperature and the wind at a place now. Call it when the user asks about the weather.",
  "parameters": {
    "type": "object",
    "properties": {"latitude": {"type": "number"}, "longitude": {"type": "number"}},
    "required": ["latitude", "longitude"],
    "additionalProperties": false
  },
  "url": "'"$server"'/v1/forecast?latitude={latitude}&longitude={longitude}&current=temperature_2m,wind_speed_10m",
  "response_path": "current"
}' | id_of)
trap 'rest DELETE "/api/tools/$tool"' EXIT
# What the model would be given.
rest POST "/api/tools/$tool/test" '{"arguments": {"latitude": 52.52, "longitude": 13.41}}'
echo
agent=$(rest POST /api/agents '{
  "name": "Weather example",
  "system_prompt": "You are on the phone. Tell people about the weather, in one sentence.",
  "tools": ["current_weather", "end_call"]
}' | id_of)
trap 'rest DELETE "/api/agents/$agent"; rest DELETE "/api/tools/$tool"' EXIT
rest GET "/api/agents/$agent"
echo
