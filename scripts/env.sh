# Sourced by ./caravan and ./check, which set ROOT: finds the tools, builds Caravan, makes the sample data.
# shellcheck shell=bash

readonly JDK_NEEDED=25
readonly MAVEN_NEEDED=3.8
readonly NODE_NEEDED=20.19

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "caravan: $*"
  exit 1
}

# In a locale without Unicode, Java would spoil names and texts given as arguments.
case "${LC_ALL:-${LC_CTYPE:-${LANG:-}}}" in
  *[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) ;;
  *) export LC_ALL=C.UTF-8 ;;
esac

# The major version of the JDK in a folder; fails where there is none. A JRE has no compiler.
jdk_version() {
  local version=''
  [[ -x $1/bin/java && -x $1/bin/javac ]] || return 1
  if [[ -f $1/release ]]; then
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  fi
  if [[ -z $version ]]; then
    version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
  fi
  [[ -n $version ]] && printf '%s\n' "$version"
}

# Folders that may be a JDK, best first, a line each.
jdk_candidates() {
  local javac home=${HOME:-/nowhere}
  printf '%s\n' "${JAVA_HOME:-/nowhere}"
  while IFS= read -r javac; do
    dirname "$(dirname "$(readlink -f "$javac")")"
  done < <(type -ap javac)
  printf '%s\n' /usr/lib/jvm/* /usr/java/* /opt/* /opt/*/* \
    "$home"/.sdkman/candidates/java/* "$home"/.jdks/* "$home"/.local/share/mise/installs/java/* \
    "$home"/.asdf/installs/java/* \
    {,"$home"}/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home
}

# Sets JAVA_HOME to the first JDK that is new enough.
find_jdk() {
  local candidate version older=''
  while IFS= read -r candidate; do
    version=$(jdk_version "$candidate") || continue
    if ((version >= JDK_NEEDED)); then
      export JAVA_HOME=$candidate
      return
    fi
    older+=" $version"
  done < <(jdk_candidates)
  [[ -z $older ]] || older=$(printf ', only%s' "$older")
  fail "needs a JDK $JDK_NEEDED or newer, and found none$older." \
    "Install one (Temurin, your system's packages, SDKMAN! …) and put it on the PATH or into JAVA_HOME."
}

# Sets MVN; find_jdk comes first.
find_maven() {
  local version hint="Install it from your system's packages (often called maven) and put mvn on the PATH."
  MVN=$(type -P mvn) || fail "needs Maven $MAVEN_NEEDED or newer to build itself, and found none. $hint"
  version=$(cd / && "$MVN" -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9][0-9.]*\).*/\1/p')
  if [[ $(printf '%s\n' "$MAVEN_NEEDED" "${version:-0}" | sort -V | head -n 1) != "$MAVEN_NEEDED" ]]; then
    fail "needs Maven $MAVEN_NEEDED or newer to build itself, but $MVN is ${version:-broken}. $hint"
  fi
}

# Makes sure that there is what builds the web UI.
find_node() {
  local version hint="Install Node.js (with npm) from your system's packages or its makers and put it on the PATH."
  version=$(node --version 2>/dev/null | tr -d v) || fail "needs Node.js $NODE_NEEDED or newer to build its web UI, and found none. $hint"
  if [[ $(printf '%s\n' "$NODE_NEEDED" "$version" | sort -V | head -n 1) != "$NODE_NEEDED" ]]; then
    fail "needs Node.js $NODE_NEEDED or newer to build its web UI, and found $version. $hint"
  fi
  type -P npm >/dev/null || fail "needs npm to build its web UI, and found none. $hint"
}

# Sets CHROMIUM to a browser of the system's, which is installed where that may be done; tests of the UI need one, the
# program does not.
find_chromium() {
  has_chromium && return
  install_chromium >&2 && has_chromium && return
  fail "needs Chromium to test its web UI, and found none. Install it from your system's packages (often called" \
    "chromium), or name one in CHROMIUM."
}

has_chromium() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [[ -n $name ]] && CHROMIUM=$(type -P "$name"); then
      export CHROMIUM
      return
    fi
  done
  return 1
}

install_chromium() {
  ((EUID == 0)) || return
  say "Installing Chromium from the system's packages …"
  if type -P apt-get; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium
  elif type -P dnf; then
    dnf install -y -q chromium
  elif type -P apk; then
    apk add -q chromium
  else
    return 1
  fi
}

# Runs Maven on the whole project. It must not eat what is piped into Caravan.
maven() { (cd "$ROOT" && exec "$MVN" --batch-mode --no-transfer-progress "$@" </dev/null); }

# Only one at a time builds, or makes sample data, in this folder.
lock() {
  mkdir -p "$ROOT/target"
  exec 8>"$ROOT/target/lock"
  if type -P flock >/dev/null && ! flock --nonblock 8; then
    say 'Waiting for another build in this folder …'
    flock 8
  fi
}

unlock() { exec 8>&-; }

# Everything the program is built from, as one number.
fingerprint() {
  (
    cd "$ROOT" || exit
    find .mvn pom.xml {testkit,engine,server,web}/pom.xml {engine,server}/src/main web/{src,public} \
      web/{package-lock.json,index.html,vite.config.ts} -type f ! -path web/src/api/schema.d.ts -exec cksum {} + |
      LC_ALL=C sort | cksum | tr ' ' -
  )
}

# Sets APP to the folder with the jars that the sources make, built if need be. Such a folder is never written
# to again: a server that runs from it is not disturbed by later builds.
build() {
  APP=$ROOT/target/app/$(fingerprint)
  [[ -f $APP/complete ]] && return
  find_maven
  find_node
  lock
  if [[ ! -f $APP/complete ]]; then
    local hint=' (the first time fetches its libraries; about a minute)' log=$ROOT/target/build.log
    [[ -d $ROOT/target/app ]] && hint=''
    say "Building Caravan$hint …"
    clear_jars
    if ! maven --quiet --projects web --also-make package -Dmaven.test.skip=true >"$log" 2>&1; then
      cat "$log" >&2
      fail "could not be built. The log is also in $log"
    fi
    keep_build
  fi
  unlock
}

# Removes what Maven packed before: it leaves the jars of libraries that are no longer used.
clear_jars() { rm -rf "$ROOT"/server/target/lib "$ROOT"/{engine,server,web}/target/*.jar; }

# Puts what Maven packed into APP.
keep_build() {
  local new=$ROOT/target/app.new old
  rm -rf "$new"
  mkdir -p "$new" "$ROOT/target/app"
  ln "$ROOT"/server/target/lib/*.jar "$new" 2>/dev/null || cp "$ROOT"/server/target/lib/*.jar "$new"
  rm -f "$new"/caravan-*.jar # Maven writes these anew each time
  cp "$ROOT"/server/target/lib/caravan-*.jar "$ROOT"/{server,web}/target/caravan-*.jar "$new"
  touch "$new/complete"
  rm -rf "$APP"
  mv "$new" "$APP"
  if type -P flock >/dev/null; then
    for old in "$ROOT"/target/app/*/; do
      [[ $old == "$APP/" ]] || flock --nonblock "$old/complete" rm -rf "$old" || true # in use
    done
  fi
}

# Makes the sample data of a folder that is one of this repository's examples and has none, or has that of an
# older Data.java. Data that somebody else put there is left alone.
make_data() {
  local folder made
  [[ -f $1/Data.java && -f $1/caravan.yaml ]] || return 0
  folder=$(readlink -f "$1")
  [[ $folder == "$ROOT"/examples/* ]] || return 0
  made=$(cksum <"$folder/Data.java")
  if ! data_is_made; then
    lock
    if ! data_is_made; then
      say "Making the sample data of $(basename "$folder") …"
      rm -rf "$folder/data.new"
      "$JAVA_HOME/bin/java" "$folder/Data.java" "$folder/data.new" </dev/null >&2 ||
        fail "could not make the sample data of $folder"
      printf '%s\n' "$made" >"$folder/data.new/.made-by"
      rm -rf "$folder/data"
      mv "$folder/data.new" "$folder/data"
    fi
    unlock
  fi
}

# Whether the data in make_data's folder need not be made.
data_is_made() {
  [[ -d $folder/data ]] && { [[ ! -f $folder/data/.made-by ]] || [[ $(<"$folder/data/.made-by") == "$made" ]]; }
}
