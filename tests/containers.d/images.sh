# Images that stand in for those of Microsoft, PostgreSQL and nginx, and those of the service, now and before.
# shellcheck shell=bash
suite=trixie # has PostgreSQL 17 and the second Compose
newer=forky  # has an nginx whose upstreams resolve names, as 1.28 does
export SDK_IMAGE=incidents-test/sdk RUNTIME_IMAGE=incidents-test/aspnet
export POSTGRES_IMAGE=incidents-test/postgres NGINX_IMAGE=incidents-test/nginx
root="$WORK/root" source="$WORK/source" previous_source="$WORK/previous"

# The mirror that this machine installs from.
mirror() {
  apt-get indextargets --format '$(ORIGIN) $(REPO_URI)' 'Created-By: Packages' | awk '$1 == "Debian" && $2 !~ /security/ { print $2; exit }'
}

# A root that was kept is used again; where one is to be kept, it is.
bootstrap() {
  if [[ -n ${DEBIAN_ROOT:-} && -f $DEBIAN_ROOT ]]; then
    mkdir "$root" && tar --extract --file "$DEBIAN_ROOT" --directory "$root"
    return
  fi
  debootstrap --variant=minbase --include=ca-certificates,curl,libicu76,tzdata "$suite" "$root" "$(mirror)" || return
  [[ -z ${DEBIAN_ROOT:-} ]] || tar --create --file "$DEBIAN_ROOT" --directory "$root" .
}

make_root() {
  bootstrap || return
  # As here: how mirrors are asked, who is trusted, and where packages of .NET come from.
  apt-config dump | grep -E '^Acquire::(Check-|Retries|https?::Proxy)' > "$root/etc/apt/apt.conf.d/90-as-here"
  cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/" || return
  local sources=.nuget/NuGet/NuGet.Config
  [[ ! -f ~/$sources ]] || install -D -m 0644 ~/"$sources" "$root/root/$sources" || return
  # As in the images of Microsoft.
  chroot "$root" useradd --uid 1654 --create-home --shell /usr/sbin/nologin app
}

# Compose and the builder of Debian's next release are single files that run on this one.
need_plugins() {
  docker compose version > /dev/null 2>&1 && docker buildx version > /dev/null 2>&1 && return
  chroot "$root" sh -c 'cd /tmp && apt-get --quiet --option APT::Sandbox::User=root download docker-compose docker-buildx' || return
  local package
  for package in "$root"/tmp/docker-*.deb; do dpkg-deb --extract "$package" "$WORK/plugins" || return; done
  cp "$WORK"/plugins/usr/libexec/docker/cli-plugins/* "$WORK/docker/cli-plugins/"
  rm -r "$root"/tmp/docker-*.deb "$WORK/plugins"
  docker compose version && docker buildx version
}

# import IMAGE CHANGES [PATH...]: the root with this machine's files at these paths.
import() {
  local image=$1 changes=$2 change options=()
  shift 2
  while read -r change; do options+=(--change "$change"); done <<< "$changes"
  (($# == 0)) || set -- --directory / "$@"
  tar --create --directory "$root" . "$@" | docker import "${options[@]}" - "$image"
}

# The dotnet of this machine, relative to /.
dotnet_home() {
  local home
  home=$(dirname "$(readlink -f "$(command -v dotnet)")")
  echo "${home#/}"
}

import_dotnet() {
  local home runtime environment variable
  home=$(dotnet_home)
  environment="ENV PATH=/$home:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
  environment+=$'\n'"ENV DOTNET_RUNNING_IN_CONTAINER=true APP_UID=1654 ASPNETCORE_HTTP_PORTS=8080"
  runtime="$home/dotnet $home/host $home/shared"
  # shellcheck disable=SC2086
  import "$RUNTIME_IMAGE" "$environment" $runtime || return
  # How this machine's .NET reaches its packages.
  for variable in $(compgen -e | grep -E '^NUGET_|^DOTNET_CLI_'); do environment+=$'\n'"ENV $variable=${!variable}"; done
  import "$SDK_IMAGE" "$environment"$'\n'"ENV DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1" "$home"
}

# build IMAGE OPTIONS...: this machine's proxies are the build's, where it has any.
build() {
  local image=$1 variable proxies=()
  shift
  for variable in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
    [[ -z ${!variable:-} ]] || proxies+=(--build-arg "$variable")
  done
  docker buildx build --progress plain --tag "$image" "${proxies[@]}" "$@"
}

build_service() { build "$1" --build-arg SDK_IMAGE --build-arg RUNTIME_IMAGE --file "$source/deploy/Dockerfile" "$2"; }

# The commit that stands for the previous release.
previous_release() {
  local newest
  if [[ -n ${PREVIOUS_RELEASE:-} ]]; then
    echo "$PREVIOUS_RELEASE"
  elif newest=$(git describe --tags --abbrev=0 2> /dev/null); then
    echo "$newest"
  else
    newest=$(git log -1 --diff-filter=A --format=%H -- src/IncidentService/Storage/Migrations/postgres)
    git rev-parse "$newest^"
  fi
}

# What is in the work tree and known to git, or would be.
copy_sources() {
  mkdir -p "$source" "$previous_source"
  git ls-files --cached --others --exclude-standard -z | tar --create --null --files-from - --ignore-failed-read 2> /dev/null |
    tar --extract --directory "$source"
  git archive "$previous" | tar --extract --directory "$previous_source"
}

image_size() { docker image inspect --format '{{.Size}}' "$1" | awk '{ printf "        %s: %d MB\n", image, $1 / 1048576 }' image="$1"; }

make_images() {
  say "Images of Debian's packages and this machine's .NET"
  must "a Debian root is made from this machine's mirror" quietly debootstrap make_root
  must "Compose and the builder answer" need_plugins
  must "the root becomes an image" quietly import-debian import incidents-test/debian "ENV LANG=C.UTF-8"
  must "with this machine's .NET it stands in for Microsoft's two" quietly import-dotnet import_dotnet
  must "PostgreSQL 17 becomes an image" quietly build-postgres build "$POSTGRES_IMAGE" "$here/postgres"
  must "nginx becomes an image" quietly build-nginx \
    build "$NGINX_IMAGE" --build-arg SUITE="$newer" --build-arg MIRROR="$(mirror)" "$here/nginx"
}

build_images() {
  previous=$(previous_release)
  say "Images of the service"
  must "the sources are copied, those of the previous release from $(git log -1 --format='%h of %cs' "$previous")" copy_sources
  must "deploy/Dockerfile builds, given these images" quietly build build_service incidents:now "$source"
  must "it builds the previous release too" quietly build-previous build_service incidents:previous "$previous_source"
  image_size incidents:now
}
