#!/bin/sh
# Runs the month and tells people how it went, by mail or in a chat: csperf itself sends nothing.
# Usage: CSPERF=/srv/payroll/.venv/bin/csperf TELL='mail -s Payroll boss@example.com' run-and-tell.sh [PERIOD]
# TELL is any command that reads a message; for a chat for example
#   TELL='./to-chat.sh' with: jq -Rs '{msgtype: "text", text: {content: .}}' | curl -fsS -H 'Content-Type: application/json' -d @- "$HOOK"
# What is told are exit code and the ids of problems: no figures, no names.
set -u
found=$("${CSPERF:-csperf}" run --force --format json "$@" 2>&1 >/dev/null)
code=$?
case $code in
  0) said="The payroll is ready." ;;
  4) said="Another run is at work; nothing was done." ;;
  5) said="The month is closed with another result; nothing was changed." ;;
  10) said="There are warnings, and nothing was written." ;;
  *) said="The payroll could not be computed." ;;
esac
ids=$(printf '%s\n' "$found" | sed -n 's/^{"code": "\([^"]*\)".*/\1/p' | sort | uniq -c)
printf '%s\nExit code %s\n%s\n' "$said" "$code" "$ids" | sh -c "${TELL:-cat}"
exit "$code"
