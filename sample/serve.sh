#!/bin/sh
# Serves public/ and says every few seconds that it is alive; each request is a line of its own.
trap 'echo "stopping"; exit 0' TERM INT
echo "listening on port $PORT"
httpd -f -vv -p "$PORT" -h public 2>&1 &
seconds=0
while true; do
  sleep 1 &
  wait $!
  seconds=$((seconds + 1))
  echo "up for $seconds s"
done
