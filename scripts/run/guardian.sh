#!/bin/sh
# Ends what the supervisor started when the supervisor itself is gone, however it went: its end closes our input.
# Input: lines `watch SIGNAL PID` and `ended SIGNAL PID`. Each PID leads a process group.
trap '' INT TERM HUP
watched=
while read -r word signal pid; do
  case $word in
    watch) watched="$watched $signal:$pid" ;;
    ended)
      rest=
      for one in $watched; do [ "${one#*:}" = "$pid" ] || rest="$rest $one"; done
      watched=$rest
      ;;
  esac
done
for one in $watched; do kill -s "${one%%:*}" "${one#*:}" 2>/dev/null; done
tries=0
while [ "$tries" -lt 40 ]; do
  left=
  for one in $watched; do kill -s 0 "${one#*:}" 2>/dev/null && left=yes; done
  [ -z "$left" ] && break
  sleep 0.2
  tries=$((tries + 1))
done
for one in $watched; do kill -s KILL -- "-${one#*:}" 2>/dev/null; done
exit 0
