#!/usr/bin/env bash
# Writes each query of tests/queries as a seed for the targets that read text.
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p corpus/parse corpus/explain corpus/round_trip
awk '
  /^--- / { reading = 0; case_number++ }
  /^setup / { printf "%s", substr($0, 7) > ("corpus/parse/setup-" case_number "-" ++setups) }
  reading && (/^rows/ || /^error /) { reading = 0 }
  reading { print > ("corpus/parse/query-" case_number) }
  /^query$/ { reading = 1 }
' ../tests/queries/*.test
for target in explain round_trip; do
  cp corpus/parse/setup-* corpus/parse/query-* corpus/$target/
done
echo "$(find corpus/parse -name 'setup-*' -o -name 'query-*' | wc -l) seeds"
