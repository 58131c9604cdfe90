#!/usr/bin/env bash
# Every check, then every test; all of them even if one fails, and a summary at the end.
# `.ci/test.sh checks` leaves the tests out; `.ci/test.sh coverage` also counts which lines they run.
set -uo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"

names=() results=() seconds=() failed=0

step() {
    local name=$1 begun=$SECONDS result=ok
    shift
    printf '\n== %s\n' "$name"
    "$@" || result=FAILED
    [ "$result" = ok ] || failed=1
    names+=("$name") results+=("$result") seconds+=($((SECONDS - begun)))
}

templates() { [ -z "$(git ls-files templates 2>/dev/null || ls templates)" ] || "$@"; }

step "ruff" ruff check .
step "ruff format" ruff format --check --quiet .
step "djlint" templates djlint --lint --quiet templates
step "djlint format" templates djlint --check --quiet templates
step "mypy" mypy
step "import contract" lint-imports
step "migrations" python manage.py makemigrations --check --dry-run
if [ "${1:-}" != checks ]; then
    # Counting which lines are run costs a quarter of the time, so it is asked for on its own.
    counted=()
    [ "${1:-}" != coverage ] || counted=(--cov --cov-report=)
    step "tests" pytest --numprocesses "${TEST_PROCESSES:-2}" --quiet "${counted[@]}"
    [ "${1:-}" != coverage ] || step "coverage" coverage report --skip-covered --skip-empty
fi

printf '\n== Summary\n'
for index in "${!names[@]}"; do
    printf '%-8s %-16s %4d s\n' "${results[$index]}" "${names[$index]}" "${seconds[$index]}"
done
if [ "$failed" -ne 0 ]; then
    printf 'Something failed; see above.\n'
fi
exit "$failed"
