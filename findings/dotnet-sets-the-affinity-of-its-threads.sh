#!/usr/bin/env bash
# .NET does not start where sched_setaffinity is refused, as by SystemCallFilter=~@resources of a systemd unit ("Failed to create CoreCLR,
# HRESULT: 0x8007054F"), though it never narrows its threads. tests/confined found it: systemd-analyze verify and security see no fault in
# such a unit. Needs Debian's python3-seccomp.
set -euo pipefail
refusing() {
  /usr/bin/python3 -c '
import errno, os, sys, seccomp
calls = seccomp.SyscallFilter(seccomp.ALLOW)
calls.add_rule(seccomp.ERRNO(errno.EPERM), sys.argv[1])
calls.load()
os.execvp(sys.argv[2], sys.argv[2:])' "$@"
}
for call in ioprio_set sched_setaffinity; do
  if refusing "$call" dotnet help > /dev/null 2>&1; then
    echo "$call refused: .NET starts"
  else
    echo "$call refused: .NET does not start"
  fi
done
