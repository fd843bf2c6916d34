#!/bin/sh
# A pipeline as small as can be: tracks a run and reads its metric back. Run by `mudbrick exec`.
set -eu

call() {
  curl -sS --fail-with-body -H "Authorization: Bearer $MLFLOW_TRACKING_TOKEN" \
    -H 'Content-Type: application/json' -d "$2" "$MLFLOW_TRACKING_URI/api/2.0/mlflow/$1"
}

field() {
  sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p"
}

experiment=$(call experiments/create '{"name": "ci"}' | field experiment_id)
run=$(call runs/create "{\"experiment_id\": \"$experiment\"}" | field run_id)
call runs/log-metric "{\"run_id\": \"$run\", \"key\": \"auc\", \"value\": 0.91, \"timestamp\": 1}" >/dev/null
call runs/search "{\"experiment_ids\": [\"$experiment\"], \"filter\": \"metrics.auc > 0.9\"}" | grep -q "$run"
echo "run $run in experiment $experiment: auc 0.91"
