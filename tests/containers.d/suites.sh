# The PostgreSQL suites of the tests, which Testcontainers gives a server of that image.
# shellcheck shell=bash

# counted WHICH: one figure of the result file.
counted() { sed -n "s/.*<Counters .* $1=\"\([0-9]*\)\".*/\1/p;s/.*<Counters $1=\"\([0-9]*\)\".*/\1/p" "$WORK/suites/suites.trx"; }

# Where this machine is a container itself, Testcontainers would go to the bridge for a port that is published on loopback alone.
test_on_image() {
  DOCKER_API_VERSION=$(docker version --format '{{.Server.APIVersion}}') \
    TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1 INCIDENTS_TEST_POSTGRES_IMAGE=$POSTGRES_IMAGE \
    dotnet test tests/IncidentService.Tests --no-build --filter FullyQualifiedName~OnPostgres \
    --results-directory "$WORK/suites" --logger 'trx;LogFileName=suites.trx'
}

none_is_skipped() {
  printf '        %s passed of %s\n' "$(counted passed)" "$(counted total)"
  (($(counted total) > 100 && $(counted passed) == $(counted total)))
}

# used_containers SINCE: that they had a server of the image.
used_containers() {
  local started
  started=$(docker events --since "$1" --until "$(date +%s)" --filter type=container --filter event=start \
    --format '{{.From}} {{.ID}}' | sort -u)
  echo "        $started"
  [[ $started == "$POSTGRES_IMAGE"* ]]
}

no_container() { [[ -z $(docker ps --all --quiet) ]]; }

run_suites() {
  say "The PostgreSQL suites, on that image through Testcontainers"
  local since
  must "the tests are built" quietly suites-build dotnet build tests/IncidentService.Tests --disable-build-servers --verbosity quiet
  since=$(date +%s)
  check "they pass" quietly suites test_on_image
  check "none is skipped" none_is_skipped
  check "they ran on a server in a container of that image" used_containers "$since"
  check "the tests have removed it themselves" within 60 no_container # the process of the tests ends after dotnet test
}
