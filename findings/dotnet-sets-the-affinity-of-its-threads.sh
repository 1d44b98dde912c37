#!/usr/bin/env bash
# .NET does not start where sched_setaffinity is refused, as by SystemCallFilter=~@resources of a systemd unit ("Failed to create CoreCLR,
# HRESULT: 0x8007054F"), though it never narrows its threads. tests/confined found it: systemd-analyze verify and security see no fault in
# such a unit.
#
# Needs: the .NET SDK 10 and Debian's python3-seccomp. Seen with .NET 10.0.12:
#   ioprio_set refused: .NET starts
#   sched_setaffinity refused: .NET does not start
# Exits with 1 when this changes.
set -euo pipefail
refusing() {
  /usr/bin/python3 -c '
import errno, os, sys, seccomp
calls = seccomp.SyscallFilter(seccomp.ALLOW)
calls.add_rule(seccomp.ERRNO(errno.EPERM), sys.argv[1])
calls.load()
os.execvp(sys.argv[2], sys.argv[2:])' "$@"
}
expect() { # expect CALL starts|"does not start"
  local seen="does not start"
  ! refusing "$1" dotnet help > /dev/null 2>&1 || seen=starts
  echo "$1 refused: .NET $seen"
  [[ $seen == "$2" ]] || { echo "Changed: it was '$2' with .NET 10.0.12" >&2; exit 1; }
}
echo "SDK $(dotnet --version)"
expect ioprio_set starts
expect sched_setaffinity "does not start"
